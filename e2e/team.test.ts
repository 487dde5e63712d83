import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Visitor, visitor } from './browser.ts';
import { Sandbox } from './sandbox.ts';
import { type RunningProduct, sharedProduct } from './shared-product.ts';
import { until } from './until.ts';

const email = 'val.viewer@owner.example';
let product: RunningProduct;
let owner: Visitor;
let invited: Visitor;

beforeAll(async () => {
  product = await sharedProduct();
  [owner, invited] = [await visitor(), await visitor({ width: 390 })];
  const { page } = owner;
  await page.goto(`${product.web}/sign-up`);
  await page.getByLabel('Your name').fill('Olive Owner');
  await page.getByLabel('Business name').fill('Olive Gutters');
  await page.getByLabel('Email').fill('olive@owner.example');
  await page.getByRole('textbox', { name: 'Password' }).fill('a-long-enough-password');
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByRole('heading', { level: 1, name: 'Home' }).waitFor();
}, 480_000);

afterAll(async () => {
  await owner?.close();
  await invited?.close();
});

/** The link of the letter that the sandboxed email service has received. */
const letterLink = () =>
  until('the letter has arrived', async () => {
    const letter = (await new Sandbox(product.sandbox).emails()).find(({ to }) => to.includes(email));
    const found = /https?:\/\/\S+\/invitation\?token=[\w-]+/.exec(letter?.text ?? '');
    return found ? new URL(found[0]) : null;
  });

it('a person joins by a letter as a viewer, sees everything and finds nothing to change', async () => {
  const { page } = owner;
  await page.goto(`${product.web}/settings/team`);
  await page.getByLabel('Their email address').fill(email);
  await page.getByRole('combobox', { name: 'Role', exact: true }).selectOption('viewer');
  await page.getByRole('button', { name: 'Send the invitation' }).click();
  await page.getByText(`The invitation is on its way to ${email}.`).waitFor();

  const link = await letterLink();
  const guest = invited.page;
  await guest.goto(`${product.web}${link.pathname}${link.search}`);
  await guest.getByRole('heading', { level: 1, name: 'Join Olive Gutters' }).waitFor();
  await guest.getByLabel('Your name').fill('Val Viewer');
  await guest.getByRole('textbox', { name: 'Password' }).fill('a-long-enough-password');
  await guest.getByRole('button', { name: 'Create account and join' }).click();
  await guest.getByRole('heading', { level: 1, name: 'Home' }).waitFor();

  await guest.goto(`${product.web}/settings/team`);
  await guest.getByText('Ask an owner or admin').waitFor();
  expect(await guest.getByRole('button', { name: /Remove|Send/ }).count()).toBe(0);
  for (const [path, words] of [
    ['/settings/audit-log', 'Owners and admins see the audit log.'],
    ['/settings/api-keys', 'Owners and admins manage API keys.'],
    ['/settings/data', 'Owners and admins can export.'],
  ] as const) {
    await guest.goto(`${product.web}${path}`);
    await guest.getByText(words).waitFor();
  }
  expect(await guest.getByRole('button', { name: 'Pause all sending' }).count()).toBe(0);
  const refused = await guest.evaluate(async () => {
    const asked: [string, string][] = [
      ['POST', '/api/journeys'],
      ['PATCH', '/api/organization'],
      ['POST', '/api/team/invitations'],
      ['POST', '/api/sending/pauses'],
    ];
    const answers = asked.map(([method, path]) =>
      fetch(path, { method, headers: { 'content-type': 'application/json' }, body: '{}' }),
    );
    return (await Promise.all(answers)).map(({ status }) => status);
  });
  expect(refused).toEqual([403, 403, 403, 403]);
}, 240_000);

it('an owner gives another role, then lets the person go', async () => {
  const { page } = owner;
  await page.goto(`${product.web}/settings/team`);
  await page.getByRole('combobox', { name: 'Role of Val Viewer' }).selectOption('member');
  await page.getByText('Val Viewer is now Member.').waitFor();
  await page.getByRole('button', { name: 'Remove Val Viewer' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
  await page.getByText('Val Viewer was removed.').waitFor();
  await invited.page.goto(`${product.web}/customers`);
  await invited.page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
  await page.goto(`${product.web}/settings/audit-log`);
  for (const words of ['removed somebody from the team', 'changed somebody’s role', 'invited somebody'])
    await page.getByText(words).first().waitFor();
}, 120_000);

it('a key is shown once, opens the API, and opens nothing once revoked', async () => {
  const { page } = owner;
  await page.goto(`${product.web}/settings/api-keys`);
  await page.getByLabel('Name').fill('Zapier');
  await page.getByRole('button', { name: 'Make the key' }).click();
  const key = await page.getByText(/^aj_[\w-]{43}$/).innerText();
  const ask = () => fetch(`${product.web}/api/organization`, { headers: { authorization: `Bearer ${key}` } });
  expect((await ask()).status).toBe(200);
  await page.reload();
  await page.getByText(`${key.slice(0, 8)}…`).waitFor();
  expect(await page.getByText(key).count()).toBe(0);
  await page.getByRole('button', { name: 'Revoke the key Zapier' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke', exact: true }).click();
  await page.getByText('The key was revoked.').waitFor();
  expect((await ask()).status).toBe(401);
}, 120_000);
