import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { type Visitor, visitor } from './browser.ts';
import { setZone, signUp } from './business.ts';
import { leaveAccount } from './disconnect.ts';
import { zoneAtTwoInTheAfternoon } from './owner.ts';
import { Sandbox } from './sandbox.ts';
import { type RunningProduct, sharedProduct } from './shared-product.ts';
import { until } from './until.ts';

const word = () => randomBytes(5).toString('hex');
const account = 'Northwind Home Services';
const customer = { first: `First${word()}`, last: `Last${word()}`, email: `${word()}@customers.example` };
const name = `${customer.first} ${customer.last}`;
const [first, second] = [`Thanks ${word()}`, `Again ${word()}`];

let product: RunningProduct;
let sandbox: Sandbox;
let person: Visitor;
let page: Page;
let journey: string;
let timeline: string;
let jobId: string;

beforeAll(async () => {
  product = await sharedProduct();
  sandbox = new Sandbox(product.sandbox);
  person = await visitor({ zone: zoneAtTwoInTheAfternoon() });
  page = person.page;
}, 480_000);

afterAll(async () => {
  if (page) await leaveAccount(page, product.web);
  await person?.close();
}, 60_000);

it('starts with a business, a connection and a journey of two emails', async () => {
  const client = await sandbox.client({
    firstName: customer.first,
    lastName: customer.last,
    emails: [{ address: customer.email, primary: true }],
  });
  jobId = (await sandbox.job({ clientId: client.id, title: `Boiler ${word()}` })).id;
  await signUp(page, product.web, { name: 'Rita', business: `Business ${word()}`, email: `${word()}@owner.example` });
  await sandbox.send('PUT', '/jobber/control/faults', { delayMs: 1_500 });
  await page.getByRole('link', { name: 'Connect Jobber' }).click();
  await page.getByRole('button', { name: 'Allow' }).click();
  await card().getByText(`Connected as ${account}`).waitFor();
  // From its first second, with nobody loading the page again, until it is over.
  await card().getByText('Syncing…', { exact: true }).waitFor();
  await card().getByRole('progressbar', { name: 'Sync progress' }).waitFor();
  await sandbox.send('PUT', '/jobber/control/faults', { delayMs: 0 });
  await card().getByText('Connected', { exact: true }).waitFor();

  await setZone(page, product.web);

  await page.goto(`${product.web}/journeys/new`);
  await page.getByLabel('Name of the journey').fill('After the job');
  await page.getByRole('radio', { name: 'Jobber' }).click();
  await page.getByRole('radio', { name: /A job is completed/ }).click();
  await page.getByRole('button', { name: 'Write the messages' }).click();
  const one = page.getByRole('region', { name: 'Message 1: Email' });
  await one.getByLabel('Subject').fill(`${first}, {{customer.first_name}}`);
  await one.getByLabel('Email text').fill('Your {{job.title}} is done.');
  await page.getByRole('button', { name: 'Add an email' }).click();
  const two = page.getByRole('region', { name: 'Message 2: Email' });
  await two.getByLabel('When to send').selectOption({ label: 'Wait first' });
  await two.getByLabel('Subject').fill(`${second}, {{customer.first_name}}`);
  await two.getByLabel('Email text').fill('How is your {{job.title}}?');
  // Of offers a customer gets one a day, and the wait before the second is going to be skipped.
  await page.getByRole('button', { name: /^Rules/ }).click();
  await page.getByLabel('What the messages are for').selectOption({ label: 'Visit reminder' });
  await page.getByText('All changes saved').waitFor();
  await page.getByRole('button', { name: 'Turn on' }).click();
  await confirm(/turn/i);
  await page.getByText('On', { exact: true }).first().waitFor();
  journey = page.url().replace(/\/edit$/, '');
}, 180_000);

it('holds who enters a paused journey, and says why and what resuming does', async () => {
  await page.goto(journey);
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await confirm('Pause');
  await page.getByText('Paused', { exact: true }).first().waitFor();
  await sandbox.completeJob(jobId);
  await page.getByRole('link', { name }).click();
  timeline = page.url();
  await page.getByText(/^On hold: the journey is paused\. When you resume it/).waitFor();
  await page.getByText(`When it goes on, the email “${first}, ${customer.first}” is sent.`).waitFor();
  expect(await arrived(first)).toBe(0);
}, 120_000);

it('sends when the journey is resumed', async () => {
  await page.goto(journey);
  await page.getByRole('button', { name: 'Resume', exact: true }).click();
  await page.getByRole('dialog').getByText('1 message is due').waitFor();
  await confirm('Resume');
  await until('the first email is there', async () => (await arrived(first)) === 1);
  await page.goto(timeline);
  await page.getByText(`Then the email “${second}, ${customer.first}” is sent.`).waitFor();
}, 120_000);

it('says on every page that the connection is dead, since when, and who waits', async () => {
  await sandbox.send('POST', '/jobber/control/tokens/revoke', {});
  await page.goto(`${product.web}/settings/integrations`);
  await page.getByRole('button', { name: 'Sync customers now' }).click();
  await card().getByText('Needs reconnecting', { exact: true }).waitFor();
  await page.getByText('Nobody is waiting because of it yet.').waitFor();
  await page.goto(timeline);
  await page.getByRole('button', { name: 'Skip the wait' }).click();
  await page.getByText(/^On hold: the connection is broken/).waitFor();
  for (const room of ['', '/journeys', '/customers', '/messages', '/activity', '/settings/integrations']) {
    await page.goto(`${product.web}${room}`);
    const banner = page.getByRole('alert').filter({ hasText: 'Jobber needs to be reconnected' });
    await banner.getByText(new RegExp(`The connection to ${account} ended .*\\d`)).waitFor();
    await banner.getByText('1 customer is waiting until it is back').waitFor();
  }
  expect(await arrived(second)).toBe(0);
}, 180_000);

it('goes on by itself when it is reconnected: the same connection, the message arrives', async () => {
  await page.goto(journey);
  await page.getByRole('link', { name: 'Reconnect Jobber' }).click();
  await page.getByRole('button', { name: 'Allow' }).click();
  await card().getByText(`Connected as ${account}`).waitFor();
  await until('the second email is there', async () => (await arrived(second)) === 1);
  await page.getByText('Jobber needs to be reconnected').waitFor({ state: 'detached' });
  await page.goto(timeline);
  await page.getByText('Finished', { exact: true }).first().waitFor();
  expect([await arrived(first), await arrived(second)]).toEqual([1, 1]);
}, 180_000);

it('disconnects at the owner’s word, and connects again', async () => {
  await page.goto(`${product.web}/settings/integrations`);
  await card().getByText('Connected', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Disconnect' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(`Afterjob stops reading ${account}`).waitFor();
  await dialog.getByText('Customers, messages and history stay here.').waitFor();
  await confirm('Disconnect Jobber');
  await card().getByText(`Was connected as ${account}`).waitFor();
  await card().getByText('Disconnected', { exact: true }).waitFor();
  await page.getByRole('link', { name: 'Connect Jobber again' }).click();
  await page.getByRole('button', { name: 'Allow' }).click();
  await card().getByText(`Connected as ${account}`).waitFor();
  await card().getByText('Connected', { exact: true }).waitFor();
  await page.goto(`${product.web}/customers`);
  await page.getByText(customer.email).waitFor();
}, 180_000);

it('leaves no word in the browser’s console', () => {
  expect(person.complaints.filter((complaint) => complaint.startsWith(product.web))).toEqual([]);
});

const card = () => page.getByRole('region', { name: 'Jobber' });

const confirm = (what: string | RegExp) => page.getByRole('dialog').getByRole('button', { name: what }).click();

const arrived = async (subject: string): Promise<number> =>
  (await sandbox.emails()).filter((email) => email.subject === `${subject}, ${customer.first}`).length;
