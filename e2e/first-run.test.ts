import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { type Visitor, visitor } from './browser.ts';
import { setZone, signUp } from './business.ts';
import { leaveAccount } from './disconnect.ts';
import { zoneAtTwoInTheAfternoon } from './owner.ts';
import { Sandbox } from './sandbox.ts';
import { type RunningProduct, sharedProduct } from './shared-product.ts';

const word = () => randomBytes(5).toString('hex');
const customer = { first: `First${word()}`, last: `Last${word()}` };
const name = `${customer.first} ${customer.last}`;
const followUp = `Quotes ${word()}`;

let product: RunningProduct;
let sandbox: Sandbox;
let person: Visitor;
let page: Page;
let clientId: string;
let openJob: string;

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

it('begins with four steps, none of them done', async () => {
  const client = await sandbox.client({
    firstName: customer.first,
    lastName: customer.last,
    emails: [{ address: `${word()}@customers.example`, primary: true }],
  });
  clientId = client.id;
  const past = await sandbox.job({ clientId, title: `Boiler ${word()}` });
  await sandbox.completeJob(past.id);
  openJob = (await sandbox.job({ clientId, title: `Roof ${word()}` })).id;
  await signUp(page, product.web, { name: 'Nora', business: `Business ${word()}`, email: `${word()}@owner.example` });
  await page.getByText('0 of 4 done').waitFor();
}, 60_000);

it('ticks off the connection and the customers as they come, with nobody loading the page again', async () => {
  await page.getByRole('link', { name: 'Connect Jobber' }).click();
  await page.getByRole('button', { name: 'Allow' }).click();
  await page.getByRole('region', { name: 'Jobber' }).getByText('Connected as').waitFor();
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Home' }).click();
  await page.getByText('2 of 4 done').waitFor();
}, 120_000);

it('says of each ready journey what it would have done in the account’s own last 90 days', async () => {
  const ready = page.getByRole('region', { name: 'Pick your first journey' });
  const thanks = ready.getByRole('listitem').filter({ hasText: 'Thank you' });
  await thanks.getByText(/In your last 90 days: [1-9]\d* customers? thanked/).waitFor();
  const invoices = ready.getByRole('listitem').filter({ hasText: 'Unpaid-invoice reminder' });
  await invoices.getByText(/In your last 90 days/).waitFor();
}, 120_000);

it('makes the picked one the owner’s own, and the steps are done once it is on', async () => {
  await setZone(page, product.web);
  await page.goto(product.web);
  await page.getByRole('button', { name: 'Use it: Thank you' }).click();
  await page.waitForURL(/\/journeys\/.+\/edit/);
  await page.getByRole('button', { name: 'Turn on' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /turn it on|turn on/i })
    .click();
  await page.getByText('On', { exact: true }).first().waitFor();
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Home' }).click();
  await page.getByRole('region', { name: 'Running journeys' }).getByText('0 waiting').waitFor();
  expect(await page.getByText('of 4 done').count()).toBe(0);
}, 120_000);

it('shows who comes in as it happens, and the number leads to them', async () => {
  await sandbox.completeJob(openJob);
  await page.getByRole('region', { name: 'Running journeys' }).getByText('1 waiting').click();
  const people = page.getByRole('list', { name: 'People in this journey' });
  await people.getByRole('link', { name }).waitFor();
  expect(await people.getByRole('listitem').count()).toBe(1);
}, 60_000);

it('counts what was sent and what it brought in, and each number leads to its rows', async () => {
  const journey = await post<{ id: string }>('/api/journeys', { name: followUp, draft: quoteFollowUp });
  await post(`/api/journeys/${journey.id}/publications`, { accepted: await warnings(journey.id) });
  await page.goto(product.web);
  const quote = await sandbox.send<{ id: string }>('POST', '/jobber/control/quotes', {
    ...{ clientId, title: `Gutters ${word()}`, total: 4180 },
  });
  const what = page.getByRole('region', { name: 'What went out, and what came of it' });
  await what.getByRole('link', { name: /^Sent\s*1$/ }).click();
  await page.getByRole('heading', { level: 1, name: 'Messages' }).waitFor();
  const messages = page.getByRole('list', { name: 'Messages' });
  await messages.getByText(followUp).waitFor();
  expect(await messages.getByRole('listitem').count()).toBe(1);

  await page.goBack();
  await sandbox.send('POST', `/jobber/control/quotes/${encodeURIComponent(quote.id)}/approve`, {});
  const money = page.getByRole('region', { name: 'What it brought in' });
  await money.getByRole('link', { name: /Quotes approved after a follow-up\s*4,180\.00\s*1 quote/ }).click();
  await page.waitForURL(/\/results/);
  const results = page.getByRole('list', { name: 'Goals reached' });
  await results.getByText('Total 4,180.00').waitFor();
  expect(await results.getByRole('listitem').count()).toBe(1);
  await results.getByRole('link', { name }).waitFor();
}, 120_000);

it('leaves no word in the browser’s console', () => {
  expect(person.complaints.filter((complaint) => complaint.startsWith(product.web))).toEqual([]);
});

const quoteFollowUp = {
  format: 1,
  trigger: { provider: 'jobber', type: 'quote_sent' },
  purpose: 'quote_follow_up',
  reentry: { rule: 'every_time' },
  latenessHours: null,
  exits: [{ on: 'quote_approved', goal: true, about: 'entity' }],
  steps: [
    { id: 'ask', kind: 'send_email', subject: 'Your quote', body: 'Hi {{customer.first_name}}, any questions?' },
    { id: 'wait', kind: 'wait', amount: 2, unit: 'days' },
  ],
};

const warnings = async (id: string) => {
  const answer = await page.request.get(`${product.web}/api/journeys/${id}/publications/next`);
  const { problems } = (await answer.json()) as { problems: { code: string }[] };
  return problems.map(({ code }) => code);
};

async function post<Answer>(path: string, data: unknown): Promise<Answer> {
  const options = { data, headers: { origin: product.web }, failOnStatusCode: true };
  return (await page.request.post(`${product.web}${path}`, options)).json();
}
