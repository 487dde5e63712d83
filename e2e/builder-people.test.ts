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
const customer = { first: `First${word()}`, last: `Last${word()}`, email: `${word()}@customers.example` };
const name = `${customer.first} ${customer.last}`;

let product: RunningProduct;
let person: Visitor;
let page: Page;
let journey: string;
let jobId: string;
let sandbox: Sandbox;

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

const confirm = (what: string | RegExp) => page.getByRole('dialog').getByRole('button', { name: what }).click();
const step = (number: number) => page.getByRole('button', { name: new RegExp(`^${number}\\. `) });

it('starts with somebody who waits for the second email', async () => {
  const client = await sandbox.client({
    firstName: customer.first,
    lastName: customer.last,
    emails: [{ address: customer.email, primary: true }],
  });
  jobId = (await sandbox.job({ clientId: client.id, title: `Boiler ${word()}` })).id;
  await signUp(page, product.web, { name: 'Pia', business: `Business ${word()}`, email: `${word()}@owner.example` });
  await page.getByRole('link', { name: 'Connect Jobber' }).click();
  await page.getByRole('button', { name: 'Allow' }).click();
  await page.getByRole('region', { name: 'Jobber' }).getByText('Connected', { exact: true }).waitFor();
  await setZone(page, product.web);
  await page.goto(`${product.web}/journeys/new`);
  await page.getByLabel('Name of the journey').fill('After the job');
  await page.getByRole('radio', { name: 'Jobber' }).click();
  await page.getByRole('radio', { name: /A job is completed/ }).click();
  await page.getByRole('button', { name: 'Write the messages' }).click();
  const one = page.getByRole('region', { name: 'Message 1: Email' });
  await one.getByLabel('Subject').fill('The job is done');
  await one.getByLabel('Email text').fill('Your {{job.title}} is done.');
  await page.getByRole('button', { name: 'Add an email' }).click();
  const two = page.getByRole('region', { name: 'Message 2: Email' });
  await two.getByLabel('When to send').selectOption({ label: 'Wait first' });
  await two.getByLabel('Subject').fill('How is it?');
  await two.getByLabel('Email text').fill('How is your {{job.title}}?');
  await page.getByRole('button', { name: /^Rules/ }).click();
  await page.getByLabel('What the messages are for').selectOption({ label: 'Visit reminder' });
  await page.getByText('All changes saved').waitFor();
  await page.getByRole('button', { name: 'Turn on' }).click();
  await confirm('Turn on');
  await page.getByText('On', { exact: true }).first().waitFor();
  journey = page.url().replace(/\/edit$/, '');
  await sandbox.completeJob(jobId);
  await page.getByRole('link', { name: /^1 customer waiting/ }).waitFor({ timeout: 60_000 });
}, 180_000);

it('shows in the overview whom each step has seen, and each number opens its people', async () => {
  await page.goto(`${journey}/overview`);
  await page.getByRole('link', { name: 'Step 1 was sent to 1 customer' }).first().click();
  await page.getByText('Customers to whom step 1 was sent').waitFor();
  await page.getByRole('link', { name }).waitFor();
  await page.goto(`${journey}/overview?days=7`);
  await page.getByRole('link', { name: '1 customer stands at step 2' }).first().click();
  await page.getByRole('link', { name }).waitFor();
}, 60_000);

it('publishes over those who are inside, and takes them along', async () => {
  await page.goto(`${journey}/edit`);
  await step(2).click();
  await page.getByRole('region', { name: 'Message 2: Email' }).getByLabel('Subject').fill('Is all well?');
  await page.getByText('All changes saved').waitFor();
  await page.getByRole('button', { name: 'Publish changes' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: 'Let them go on with the new version' }).check();
  await dialog
    .getByText(/version 2/i)
    .first()
    .waitFor();
  await confirm('Publish changes');
  await page.getByText(/Version 2, published/).waitFor();
  const { items } = (await (await page.request.get(`${product.web}/api/enrollments`)).json()) as {
    items: { id: string }[];
  };
  const timeline = await (await page.request.get(`${product.web}/api/enrollments/${items[0]?.id}`)).json();
  expect(timeline.version).toBe(2);
}, 60_000);

it('is paused with everybody inside, and goes on', async () => {
  await page.goto(journey);
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await confirm('Pause');
  await page.getByText('Paused', { exact: true }).first().waitFor();
  await page.getByRole('link', { name: '1 customer on hold' }).waitFor();
  await page.getByRole('button', { name: 'Resume' }).click();
  await confirm('Resume');
  await page.getByText('On', { exact: true }).first().waitFor();
  await page.getByRole('link', { name: '1 customer waiting' }).waitFor();
}, 60_000);

it('rehearses the draft over what really happened', async () => {
  await page.goto(journey);
  await page.getByRole('link', { name: 'What would it have done?' }).click();
  await page.getByText(/It was started by [1-9]/).waitFor();
  await page.getByRole('region', { name: 'Day by day' }).getByRole('button').first().click();
  await page.getByText(/Who would have got something on/).waitFor();
  await page.getByRole('link', { name }).waitFor();
}, 60_000);

it('leaves no word in the console', async () => {
  await until('nothing is under way', async () => page.evaluate('document.readyState === "complete"'));
  expect(person.complaints.filter((complaint) => complaint.startsWith(product.web))).toEqual([]);
});
