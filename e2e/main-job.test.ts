import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { type Visitor, visitor } from './browser.ts';
import { workOnHolidays } from './business.ts';
import { leaveAccount } from './disconnect.ts';
import { everythingInTemporal } from './histories.ts';
import { zoneAtTwoInTheAfternoon } from './owner.ts';
import { type Person, playbooks } from './playbooks.ts';
import { logs } from './product.ts';
import { Sandbox } from './sandbox.ts';
import { type RunningProduct, sharedProduct } from './shared-product.ts';
import { until } from './until.ts';

const word = () => randomBytes(5).toString('hex');
const digits = (count: number) => Array.from({ length: count }, () => Math.floor(Math.random() * 10)).join('');

const owner = { name: `Owner ${word()}`, business: `Business ${word()}`, email: `${word()}@owner.example` };

type Call = { method: string; path: string; userAgent: string | null };

let product: RunningProduct;
let sandbox: Sandbox;
let person: Visitor;
let page: Page;
let sandboxPage: Page;

beforeAll(async () => {
  product = await sharedProduct();
  sandbox = new Sandbox(product.sandbox);
  person = await visitor({ zone: zoneAtTwoInTheAfternoon() });
  page = person.page;
  sandboxPage = await page.context().newPage();
}, 480_000);

afterAll(async () => {
  for (const { key } of playbooks) if (page) await leaveAccount(page, product.web, key);
  await person?.close();
}, 120_000);

it('prints where everything is', () => {
  expect(product.printed()).toContain(product.web);
  expect(product.printed()).toContain(product.sandbox);
  expect(product.printed()).toContain(product.temporalUi);
});

// One business for all: the number for texts belongs to the first that signs up.
it('signs up, and says where it is', async () => {
  await page.goto(`${product.web}/sign-up`);
  await page.getByLabel('Your name').fill(owner.name);
  await page.getByLabel('Business name').fill(owner.business);
  await page.getByLabel('Email').fill(owner.email);
  await page.getByRole('textbox', { name: 'Password' }).fill('a-long-enough-password');
  await page.getByRole('button', { name: 'Create account' }).click();
  for (const { connect } of playbooks) await page.getByRole('link', { name: connect }).first().waitFor();
  await page.goto(`${product.web}/settings/business`);
  await page.getByRole('combobox', { name: 'Time zone' }).fill(zoneAtTwoInTheAfternoon());
  await page.getByRole('option', { name: zoneAtTwoInTheAfternoon() }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText(/saved/i).first().waitFor();
  await workOnHolidays(page, product.web);
}, 60_000);

describe.each(playbooks)('after work in $provider', (book) => {
  const customer: Person = {
    first: `First${word()}`,
    last: `Last${word()}`,
    email: `${word()}@customers.example`,
    // The exchange 555 is in no place: the hour there does not count.
    phone: `+1646555${digits(4)}`,
  };
  const work = `Boiler ${word()}`;
  const email = { subject: `Thanks ${word()}`, body: `We enjoyed ${word()}.` };
  const sms = `A small word: ${word()}`;
  let tagged: string;
  /** What the vendors were asked before the deed: the owner's address has to be confirmed, and others' messages. */
  let earlier = { resend: 0, twilio: 0 };

  it('starts with work that is there before the business connects', async () => {
    await sandboxPage.goto(product.sandbox);
    await book.addCustomer(sandboxPage, customer);
    await book.addWork(sandboxPage, customer, work);
    tagged = await book.word(sandbox, work);
    expect(tagged).not.toBe('');
  }, 60_000);

  it('connects with one click, and the customers come by themselves', async () => {
    await page.goto(`${product.web}/settings/integrations`);
    const card = page.getByRole('region', { name: book.provider });
    await card.getByRole('link', { name: book.connect }).click();
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.waitForURL(/\/settings\/integrations/);
    await card.getByText(`Connected as ${book.account}`).waitFor();
    await card.getByText('Last sync').waitFor();
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Customers' }).click();
    await until('the customer is there', async () => {
      await page.reload();
      await page.getByRole('heading', { name: 'Customers' }).waitFor();
      await page.getByRole('listitem').first().waitFor();
      return page.getByText(customer.email).isVisible();
    });
  }, 120_000);

  it('turns a journey on: an email at once, a text a day later', async () => {
    await page.goto(`${product.web}/journeys/new`);
    await page.getByLabel('Name of the journey').fill(`After work in ${book.provider}`);
    await page.getByRole('radio', { name: book.provider }).click();
    await page.getByRole('radio', { name: book.trigger }).click();
    await page.getByRole('button', { name: 'Write the messages' }).click();
    const first = page.getByRole('region', { name: 'Message 1: Email' });
    await first.getByLabel('Subject').fill(`${email.subject}, {{customer.first_name}}`);
    await first.getByLabel('Email text').fill(`${email.body} About {{${book.tag}}}.`);
    await page.getByRole('button', { name: 'Add a text' }).click();
    const second = page.getByRole('region', { name: 'Message 2: Text' });
    await second.getByLabel('When to send').selectOption({ label: 'Wait first' });
    await second.getByLabel('Wait for').fill('1');
    await second.getByLabel('Unit').selectOption({ label: 'days' });
    await second.getByLabel('Text message').fill(`${sms}, {{customer.first_name}}: {{${book.tag}}}`);
    await page.getByText('All changes saved').waitFor();
    await page.getByRole('button', { name: 'Turn on' }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /turn it on|turn on/i })
      .click();
    await page.getByText('On', { exact: true }).first().waitFor();
  }, 120_000);

  it('answers the deed with the email, word for word', async () => {
    earlier = { resend: (await sends('resend')).length, twilio: (await sends('twilio')).length };
    await book.finish(sandboxPage, work);
    const subject = `${email.subject}, ${customer.first}`;
    await sandboxPage.getByRole('button', { name: `Open e-mail: ${subject}` }).click({ timeout: 60_000 });
    await sandboxPage.getByRole('button', { name: 'Plain text' }).click();
    const shown = sandboxPage.getByRole('region', { name: 'Plain text of the e-mail' });
    await shown.getByText(`${email.body} About ${tagged}.`).waitFor();
    const [arrived] = (await sandbox.emails()).filter((candidate) => candidate.subject === subject);
    expect(String(arrived?.to)).toContain(customer.email);
  }, 120_000);

  it('says in the Temporal UI what it waits for and until when', async () => {
    const journeyId = /journeys\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';
    const operator = await page.context().newPage();
    const query = encodeURIComponent(`JourneyId="${journeyId}"`);
    await operator.goto(`${product.temporalUi}/namespaces/default/workflows?query=${query}`);
    await operator
      .getByRole('link', { name: /^enrollment:/ })
      .first()
      .click();
    await operator
      .getByText(/Waiting until \w{3} \d+ \w{3}, \d\d:\d\d \(.+\): then send SMS/)
      .first()
      .waitFor();
    await operator.close();
  }, 120_000);

  it('skips the wait at the owner’s word, and the text reaches the phone', async () => {
    await page.goto(page.url().replace(/\/edit$/, ''));
    await page
      .getByRole('link', { name: /waiting/i })
      .first()
      .click();
    await page
      .getByRole('link', { name: `${customer.first} ${customer.last}` })
      .first()
      .click();
    await page.getByText(email.subject, { exact: false }).first().waitFor();
    await page.getByRole('button', { name: 'Skip the wait' }).click();
    await until('the text is on the phone', async () =>
      (await sandbox.texts()).some(({ to }) => to === customer.phone),
    );
    const [text] = (await sandbox.texts()).filter(({ to }) => to === customer.phone);
    expect(text?.body).toContain(`${sms}, ${customer.first}: ${tagged}`);
    await sandboxPage
      .getByLabel('Customer’s number')
      .or(sandboxPage.getByLabel("Customer's number"))
      .selectOption(customer.phone);
    await sandboxPage.getByText(`${sms}, ${customer.first}: ${tagged}`).first().waitFor();
    await page
      .getByText(/finished|completed|over/i)
      .first()
      .waitFor();
  }, 120_000);

  it('has asked each vendor once, by its own client library', async () => {
    const resend = (await sends('resend')).slice(earlier.resend);
    const twilio = (await sends('twilio')).slice(earlier.twilio);
    expect(resend.map(({ userAgent }) => userAgent)).toEqual([expect.stringMatching(/^resend-node/)]);
    expect(twilio.map(({ userAgent }) => userAgent)).toEqual([expect.stringMatching(/^twilio-node/)]);
  });

  it('keeps names, addresses and numbers out of histories and logs', async () => {
    const kept = [...(await everythingInTemporal(product.temporalAddress)), logs(product)];
    expect(kept.length).toBeGreaterThan(3);
    const secrets = [
      customer.first,
      customer.last,
      customer.email,
      customer.phone,
      customer.phone.slice(2),
      email.body,
      sms,
      work,
      owner.email,
    ];
    const found = secrets.filter((secret) => kept.some((text) => text.includes(secret)));
    expect(found).toEqual([]);
  }, 60_000);
});

it('leaves no word in the browser’s console', () => {
  expect(person.complaints.filter((complaint) => complaint.startsWith(product.web))).toEqual([]);
});

const sendPaths = { resend: /\/emails$/, twilio: /\/Messages\.json$/ };

async function sends(vendor: keyof typeof sendPaths): Promise<Call[]> {
  const calls = await sandbox.send<Call[]>('GET', `/${vendor}/control/calls`);
  return calls.filter((call) => call.method === 'POST' && sendPaths[vendor].test(call.path));
}
