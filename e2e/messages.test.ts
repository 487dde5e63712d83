import { randomBytes, randomInt } from 'node:crypto';
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
const customer = {
  name: `First${word()} Last${word()}`,
  email: `${word()}@customers.example`,
  phone: `+1303555${randomInt(1000, 9999)}`,
};
const [subject, owner] = [`Thanks ${word()}`, `${word()}@owner.example`];
const domain = `${word()}.example`;

let product: RunningProduct;
let sandbox: Sandbox;
let person: Visitor;
let page: Page;
let journey: string;
let jobs: string[];
let ownNumber: string;

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

it('gets a number of its own, which waits for its registration', async () => {
  const [firstName, lastName] = customer.name.split(' ');
  const client = await sandbox.client({
    firstName,
    lastName,
    emails: [{ address: customer.email, primary: true }],
    phones: [{ number: customer.phone, primary: true, smsAllowed: true }],
  });
  const made = [1, 2].map(() => sandbox.job({ clientId: client.id, title: `Boiler ${word()}` }));
  jobs = (await Promise.all(made)).map(({ id }) => id);
  await signUp(page, product.web, { name: 'Mona', business: `Business ${word()}`, email: owner });
  await page.getByRole('link', { name: 'Connect Jobber' }).click();
  await page.getByRole('button', { name: 'Allow' }).click();
  await page.getByRole('region', { name: 'Jobber' }).getByText('Connected', { exact: true }).waitFor();
  await setZone(page, product.web);

  await page.goto(`${product.web}/settings/senders`);
  await page.getByRole('button', { name: 'Make an account for us' }).click();
  await page.getByLabel('Area code').fill('303');
  await page.getByRole('button', { name: 'Find numbers' }).click();
  await page
    .getByRole('button', { name: /^Get \+1303/ })
    .first()
    .click();
  await confirm('Get this number');
  await page.getByText('Not registered').waitFor();
  const { numbers } = await sandbox.send<{ numbers: { sid: string; number: string }[] }>(
    'GET',
    '/twilio/control/estate',
  );
  const bought = numbers.at(-1);
  ownNumber = bought?.number ?? '';
  await sandbox.send('PUT', `/twilio/control/estate/registrations/${bought?.sid}`, { campaign: 'VERIFIED' });
  await page.getByRole('button', { name: 'Look again now' }).last().click();
  await page.getByText('Registered', { exact: true }).waitFor();
}, 180_000);

it('gets a domain of its own once its records are found', async () => {
  await page.getByLabel('Domain', { exact: true }).fill(domain);
  await page.getByRole('button', { name: 'Add the domain' }).click();
  await page.getByText('Waiting for DNS').waitFor();
  await page.getByRole('button', { name: 'Copy the value of record 1' }).waitFor();
  await sandbox.send('PUT', `/resend/control/dns/${domain}`, { published: true });
  await page.getByRole('button', { name: 'Look again now' }).first().click();
  await page.getByText('Waiting for DNS').waitFor({ state: 'detached' });
}, 120_000);

it('tries a message out before anybody gets it', async () => {
  await page.goto(`${product.web}/journeys/new`);
  await page.getByLabel('Name of the journey').fill('After the job');
  await page.getByRole('radio', { name: 'Jobber' }).click();
  await page.getByRole('radio', { name: /A job is completed/ }).click();
  await page.getByRole('button', { name: 'Write the messages' }).click();
  const one = page.getByRole('region', { name: 'Message 1: Email' });
  await one.getByLabel('Subject').fill(`${subject}, {{customer.first_name}}`);
  await one.getByLabel('Email text').fill('Your {{job.title}} is done.');
  await page.getByRole('button', { name: 'Add a text' }).click();
  const two = page.getByRole('region', { name: 'Message 2: Text' });
  await two.getByLabel('Text message').fill('How did we do with {{job.title}}?');
  await page.getByText('All changes saved').waitFor();
  await page.getByRole('button', { name: /^1\. Email/ }).click();
  await one.getByRole('button', { name: 'Preview and test' }).click();
  await page.getByRole('button', { name: 'Send a test' }).click();
  await until('the test is there', async () => (await to(owner)).some((email) => email.subject.startsWith('[Test]')));
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Turn on' }).click();
  await confirm(/turn/i);
  await page.getByText('On', { exact: true }).first().waitFor();
  journey = page.url().replace(/\/edit$/, '');
}, 120_000);

it('holds everything while all sending is paused, and lets it go afterwards', async () => {
  await page.getByRole('button', { name: 'Pause all sending' }).click();
  await page.getByText('All sending is paused').waitFor();
  await sandbox.completeJob(jobs[0] ?? '');
  await page.goto(journey);
  await page.getByText('1 customer is waiting.').waitFor();
  expect(await to(customer.email)).toEqual([]);
  await page.getByRole('button', { name: 'Resume sending' }).click();
  await until('the email is there', async () => (await to(customer.email)).length === 1);
  await until('the text is there', async () => (await texted()).length === 1);
  const [email] = await to(customer.email);
  expect(email?.from).toContain(`@${domain}`);
  expect((await texted())[0]?.from).toBe(ownNumber);
}, 180_000);

it('reads what a customer texts back, and answers', async () => {
  const [asked, answer] = [`When can you come ${word()}?`, `On Monday ${word()}`];
  await reply(asked);
  await page.goto(`${product.web}/conversations`);
  await page.getByRole('link', { name: customer.name }).click();
  await page.getByText(asked).waitFor();
  await page.getByLabel('Your answer').fill(answer);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await until('the answer is there', async () => (await texted()).some(({ body }) => body.includes(answer)));
}, 120_000);

it('writes no more texts after STOP', async () => {
  await reply('STOP');
  await page.getByText('This number cannot be written to').waitFor();
  await page.getByLabel('Your answer').waitFor({ state: 'detached' });
}, 120_000);

it('lets a customer unsubscribe from offers, and only by a click on the page', async () => {
  const [email] = await to(customer.email);
  const link = /https?:\/\/\S+\/u\/[^\s>]+/.exec(email?.text ?? '')?.[0] ?? '';
  const theirs = await visitor({ zone: zoneAtTwoInTheAfternoon() });
  try {
    await theirs.page.goto(link);
    const offers = theirs.page.getByRole('checkbox', { name: /offers/i });
    expect(await offers.isChecked()).toBe(true);
    await theirs.page.getByRole('button', { name: 'Unsubscribe', exact: true }).click();
    await theirs.page.getByText('You are unsubscribed from quotes, reviews and offers.').waitFor();
    expect(await offers.isChecked()).toBe(false);
    await offers.check();
    await theirs.page.getByRole('button', { name: 'Save' }).click();
    await theirs.page.getByText('From now on you get what is ticked below.').waitFor();
    expect(await offers.isChecked()).toBe(true);
    await theirs.page.getByRole('button', { name: 'Unsubscribe from everything' }).click();
    await theirs.page.getByText('Nothing is sent to this address any more.').waitFor();
  } finally {
    await theirs.close();
  }
  const before = [await to(customer.email), await texted()];
  await sandbox.completeJob(jobs[1] ?? '');
  await until('both are skipped', async () => {
    await page.goto(`${product.web}/messages?group=skipped`);
    await page.getByRole('heading', { name: 'Messages' }).waitFor();
    return (await page.getByText(/must not be messaged/).count()) === 2;
  });
  expect([await to(customer.email), await texted()]).toEqual(before);
}, 180_000);

const confirm = (what: string | RegExp) => page.getByRole('dialog').getByRole('button', { name: what }).click();
const to = async (address: string) => (await sandbox.emails()).filter((email) => email.to === address);
const texted = async () =>
  (await sandbox.texts()).filter((text) => text.to === customer.phone && text.direction !== 'inbound');
const reply = (body: string) =>
  sandbox.send('POST', '/twilio/control/replies', { from: customer.phone, to: ownNumber, body });
