import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { createSandbox } from '../sandbox/create-sandbox.ts';
import { testConfig } from '../testing/config.ts';
import { listen } from '../testing/servers.ts';
import { type Visitor, visitor } from './browser.ts';
import { Sandbox } from './sandbox.ts';

let dataDir: string;
let played: ReturnType<typeof createSandbox>;
let server: Awaited<ReturnType<typeof listen>>;
let sandbox: Sandbox;
let person: Visitor;
let page: Page;
let jobber: Locator;
let books: Locator;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'sandbox-page-'));
  played = createSandbox(testConfig({ DATA_DIR: dataDir }));
  server = await listen(played.app);
  sandbox = new Sandbox(server.url);
  person = await visitor();
  page = person.page;
  jobber = page.getByRole('region', { name: 'Pretend Jobber' });
  books = page.getByRole('region', { name: 'Pretend QuickBooks Online' });
  await page.goto(server.url);
}, 60_000);

afterAll(async () => {
  await person?.close();
  await server?.close();
  await played?.close();
  await rm(dataDir, { recursive: true, force: true });
});

/** What the page says came of it. */
const says = (text: string | RegExp) => page.getByRole('status').getByText(text).waitFor();
const press = async (where: Locator, name: string, said: string | RegExp) => {
  await where.getByRole('button', { name, exact: true }).click();
  await says(said);
};

it('makes, sends, moves and pays an invoice in Jobber', async () => {
  await jobber.locator('summary').getByText('New client invoice').click();
  const form = jobber.getByRole('form', { name: 'New client invoice' });
  await form.getByLabel('Subject').fill('Roof');
  await form.getByLabel('Total').fill('100');
  await form.getByLabel('Due date').fill('2027-01-20');
  await form.getByRole('button', { name: 'Create client invoice' }).click();
  await says('Invoice “Roof” created.');
  await press(jobber, 'Send invoice: Roof', 'Invoice “Roof” sent.');
  await jobber.getByLabel('Move due date: Roof, new date').fill('2027-02-03');
  await press(jobber, 'Move due date: Roof', 'Invoice “Roof” has another due date.');
  await press(jobber, 'Pay half: Roof', 'Invoice “Roof” paid in part.');
  await jobber.getByText('$50.00 of $100.00').waitFor();
  const { invoices } = await sandbox.send<{ invoices: object[] }>('GET', '/jobber/control/state');
  expect(invoices.at(-1)).toMatchObject({ subject: 'Roof', dueDate: '2027-02-03', balance: 50 });
  await press(jobber, 'Pay invoice: Roof', 'Invoice “Roof” paid.');
  await jobber.getByText('$0.00 of $100.00').waitFor();
});

it('reschedules a visit', async () => {
  const name = 'Water heater replacement, visit 1';
  await jobber.getByLabel(`Reschedule visit: ${name}, new date`).fill('2027-03-03T10:00');
  await press(jobber, `Reschedule visit: ${name}`, 'Visit 1 of “Water heater replacement” has another time.');
  await jobber.getByText('Mar 3, 2027').waitFor();
});

it('makes an invoice of the books overdue, and judges an estimate twice', async () => {
  const title = 'Water heater replacement';
  await press(books, `Make overdue: ${title}`, `Invoice “${title}” was due yesterday.`);
  await books.getByLabel(`Move due date: ${title}, new date`).fill('2027-04-01');
  await press(books, `Move due date: ${title}`, `Invoice “${title}” has another due date.`);
  await press(books, 'Accept estimate: Deck repair', 'Estimate “Deck repair” accepted.');
  await press(books, 'Reject estimate: Deck repair', 'Estimate “Deck repair” rejected.');
  await books.getByText('rejected', { exact: true }).waitFor();
});

it('lets Jobber write into the books', async () => {
  await page.getByLabel('Jobber also writes to QuickBooks Online').check();
  await says('Jobber writes to QuickBooks Online from now on.');
  await jobber.locator('summary').getByText('New quote').click();
  const form = jobber.getByRole('form', { name: 'New quote' });
  await form.getByLabel('Quote title').fill('Deck');
  await form.getByLabel('Total').fill('4321');
  await form.getByRole('button', { name: 'Create quote' }).click();
  await books.getByText('$4,321.00').waitFor();
});

it('has a switch for each bad day', async () => {
  for (const vendor of ['Jobber', 'QuickBooks Online']) {
    for (const fault of ['Do it, then answer late', 'Do it, then cut the connection', 'Send webhooks out of order']) {
      await page.getByLabel(`${vendor}: ${fault}`).check();
      await says(`${vendor}: ${fault} is on.`);
    }
    await page.getByLabel(`${vendor}: Drop some webhooks (%)`).fill('20');
    await page.keyboard.press('Tab');
    await says(`${vendor}: Drop some webhooks (%): 20.`);
  }
  const on = { slow: true, reset: true, outOfOrder: true, dropShare: 0.2 };
  expect(await sandbox.send('GET', '/jobber/control/faults')).toMatchObject(on);
  expect(await sandbox.send('GET', '/quickbooks/control/faults')).toMatchObject(on);
});

it.each([
  ['light', 1280],
  ['dark', 390],
] as const)('is accessible in the %s theme, %i px wide', async (colorScheme, width) => {
  await page.setViewportSize({ width, height: 900 });
  await page.emulateMedia({ colorScheme });
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze();
  expect(violations.map(({ id, nodes }) => `${id} at ${nodes[0]?.target.join(' ')}`)).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')).toBeLessThanOrEqual(0);
});

it('has a year of work at a click', async () => {
  await page.getByRole('button', { name: 'A busy year in Jobber' }).click();
  await says(/There are 2,\d+ clients, 5,\d+ jobs/);
  await page.getByRole('button', { name: 'A busy year in QuickBooks Online' }).click();
  await says(/There are 2,\d+ customers, 4,\d+ invoices/);
}, 60_000);

it('has a day of work at a click', async () => {
  await page.getByRole('button', { name: 'A busy day in Jobber' }).click();
  await says(/\d+ things happened/);
  await jobber.getByText('Live job').first().waitFor();
  await page.getByRole('button', { name: 'A busy day in QuickBooks Online' }).click();
  await says(/\d+ things happened/);
}, 60_000);

it('leaves no word in the console, on the consent pages neither', async () => {
  const consent = new URL(`${server.url}/quickbooks/api/connect/oauth2`);
  const { quickbooks } = testConfig();
  const query = {
    client_id: quickbooks.clientId,
    response_type: 'code',
    state: 's',
    redirect_uri: 'http://localhost/x',
  };
  for (const [name, value] of Object.entries({ ...query, scope: 'com.intuit.quickbooks.accounting' }))
    consent.searchParams.set(name, value);
  await page.goto(consent.href);
  await page.getByRole('button', { name: 'Allow' }).waitFor();
  expect((await fetch(`${server.url}/favicon.ico`)).status).toBe(204);
  expect(person.complaints).toEqual([]);
});

it('asks a stopped sandbox once in five seconds, and says what to do until it is back', async () => {
  const other = await visitor();
  const { page, close } = other;
  await page.goto(server.url);
  await page.getByRole('region', { name: 'Pretend Jobber' }).getByText('Not connected').first().waitFor();
  await page.context().setOffline(true);
  const silence = page.getByRole('status').getByText('The sandbox does not answer. Is it running? npm start');
  await silence.waitFor();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  const before = performance.now();
  await page.waitForRequest('**/settings.json');
  await page.waitForRequest('**/settings.json');
  expect(performance.now() - before).toBeGreaterThan(5_000);
  expect(asked).toEqual(['/settings.json', '/settings.json']);
  expect(await silence.isVisible()).toBe(true);
  await page.context().setOffline(false);
  await page.getByRole('status').getByText('The sandbox is back.').waitFor();
  await close();
}, 60_000);
