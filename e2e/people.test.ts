import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { type Visitor, visitor } from './browser.ts';
import { signUp } from './business.ts';
import { type RunningProduct, sharedProduct } from './shared-product.ts';

const word = () => randomBytes(5).toString('hex');
const ada = `Ada Lovelace ${word()}`;
const address = `${word()}@customers.example`;
const list = ['Name,Email,Phone,City', `${ada},${address},(303) 555-0101,Denver`, 'Nobody,,,', 'Zed,zed@example.com,,'];

let product: RunningProduct;
let person: Visitor;
let page: Page;

beforeAll(async () => {
  product = await sharedProduct();
  person = await visitor();
  page = person.page;
  const owner = { name: 'Petra', business: `People ${word()}`, email: `${word()}@owner.example` };
  await signUp(page, product.web, owner);
  await page.getByRole('heading', { level: 1, name: 'Home' }).waitFor();
}, 480_000);

afterAll(async () => {
  await person?.close();
});

it('imports a list after it was looked through and consent was stated', async () => {
  await page.goto(`${product.web}/customers`);
  await page.getByRole('link', { name: 'Import a list' }).click();
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'The list' }).click();
  const file = { name: 'book.csv', mimeType: 'text/csv', buffer: Buffer.from(list.join('\n')) };
  await (await chooser).setFiles(file);
  const found = page.getByRole('region', { name: 'What is in the list' });
  await found.getByText('2 new customers.').waitFor();
  await found.getByText(/Line 3: There is neither/).waitFor();

  const take = page.getByRole('button', { name: 'Import 2 customers' });
  await take.click();
  await page.getByText('Please say what they agreed to.').waitFor();
  await page.getByText('Please say it in a sentence.').waitFor();
  await page.getByRole('radio', { name: 'They were our customers before' }).check();
  await page.getByLabel('Where and when did they say so?').fill('They signed the form at the desk in 2025.');
  await take.dblclick();
  await page.getByText('2 new, 0 known, 1 left out').waitFor();
  expect(await page.getByText('2 new, 0 known, 1 left out').count()).toBe(1);
}, 120_000);

it('searches and filters, keeps both in the address, and exports what is shown', async () => {
  await page.goto(`${product.web}/customers`);
  const results = page.getByRole('list', { name: 'Customers' });
  await results.getByRole('link', { name: 'Zed' }).waitFor();
  await page.getByLabel('Search customers', { exact: true }).fill('denver LOVE');
  await results.getByRole('link', { name: 'Zed' }).waitFor({ state: 'detached' });
  await page.getByLabel('Comes from').selectOption('Uploaded list');
  await page.waitForURL(/source=import/);
  await page.reload();
  await results.getByRole('link', { name: ada }).waitFor();
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Export these' }).click();
  const text = readFileSync(await (await download).path(), 'utf8');
  expect(text).toContain(`${ada},,${address},`);
  expect(text).not.toContain('Zed');
  await page.getByLabel('Can be reached').selectOption('Journeys switched off');
  await page.getByRole('heading', { name: 'Nobody found' }).waitFor();
  await page.getByRole('button', { name: 'Show all customers' }).click();
  await results.getByRole('link', { name: 'Zed' }).waitFor();
}, 120_000);

it('opens a customer by the keyboard, and shows what was stated', async () => {
  await page.goto(`${product.web}/journeys`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.keyboard.press('Control+k');
  await page.getByPlaceholder('A name, number, email, journey or page').fill(address.slice(0, 8));
  await page.getByRole('dialog').getByText(ada).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: ada }).waitFor();
  const happened = page.getByRole('list', { name: 'Everything that happened' });
  await happened.getByText('They signed the form at the desk in 2025.').waitFor();
  await page.getByText('In no journey now.').waitFor();
  await page.getByRole('button', { name: 'Messages', exact: true }).click();
  await page.getByText('Nothing of this kind has happened.').waitFor();
}, 120_000);

it('finds a page by the button on a phone', async () => {
  await page.setViewportSize({ width: 390, height: 800 });
  await page.goto(`${product.web}/customers`);
  await page.getByRole('button', { name: 'Search customers, journeys and pages' }).click();
  await page.getByPlaceholder('A name, number, email, journey or page').fill('sending hours');
  await page.getByRole('dialog').getByRole('button', { name: 'Sending hours' }).click();
  await page.waitForURL(/settings\/sending-hours/);
  expect(person.complaints).toEqual([]);
}, 120_000);
