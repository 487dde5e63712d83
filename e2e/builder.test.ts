import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import type { JourneyDetail } from '../api/schemas.ts';
import { emptyDefinition, type Step } from '../journeys/definition.ts';
import { type Visitor, visitor } from './browser.ts';
import { signUp } from './business.ts';
import { type RunningProduct, sharedProduct } from './shared-product.ts';
import { until } from './until.ts';

const password = 'a-long-enough-password';
const email = `${randomBytes(5).toString('hex')}@owner.example`;
const first: Step = { id: 'one', kind: 'send_email', subject: 'First', body: 'Hello' };
const second: Step = { id: 'two', kind: 'send_sms', body: 'Second. Reply STOP to opt out' };

let product: RunningProduct;
let person: Visitor;
let page: Page;

beforeAll(async () => {
  product = await sharedProduct();
  person = await visitor();
  page = person.page;
  await signUp(page, product.web, { name: 'Bo', business: 'Bo Builds', email });
  await page.getByRole('heading', { level: 1, name: 'Home' }).waitFor();
  // Offers by email say where they come from.
  const place = { street1: '1 Main Street', city: 'Denver', province: 'CO', postalCode: '80202' };
  await page.request.patch(`${product.web}/api/organization`, { data: place, headers: { origin: product.web } });
}, 480_000);

afterAll(() => person?.close());

async function opened(steps: Step[] = [first, second], where = page): Promise<string> {
  const draft = {
    ...emptyDefinition(),
    trigger: { provider: 'jobber', type: 'job_completed' },
    purpose: 'visit_reminder',
    steps,
  };
  const answer = await where.request.post(`${product.web}/api/journeys`, {
    data: { name: 'Built', draft },
    headers: { origin: product.web },
  });
  const { id } = (await answer.json()) as JourneyDetail;
  await where.goto(`${product.web}/journeys/${id}/edit`);
  await form(1).waitFor();
  return id;
}

const form = (number: number, where = page) =>
  where.getByRole('region', { name: new RegExp(`^(Message|Step) ${number}: `) });
const card = (number: number) => page.getByRole('button', { name: new RegExp(`^${number}\\. `) });
const stored = async (id: string) =>
  (await (await page.request.get(`${product.web}/api/journeys/${id}`)).json()) as JourneyDetail;
const ids = async (id: string) => (await stored(id)).draft.steps.map((step) => step.id);
const saved = (where = page) => where.getByText('All changes saved').waitFor();
const focused = (what: Locator) =>
  until('it has the focus', () => what.evaluate((e) => e === e.ownerDocument.activeElement));

describe('by keyboard alone', () => {
  it('a journey is written, moved, undone and turned on', async () => {
    const id = await opened();
    const { keyboard } = page;
    await until('a card has the focus', async () => {
      await keyboard.press('Tab');
      return page.evaluate('document.activeElement.matches("[data-card]")');
    });
    await keyboard.press('Home');
    await keyboard.press('ArrowDown');
    await keyboard.press('ArrowDown');
    await focused(card(1));
    await keyboard.press('Enter');
    await form(1).getByLabel('Subject').waitFor();
    await keyboard.press('Tab');
    await keyboard.press('Control+A');
    await keyboard.type('By hand');
    await keyboard.press('Escape');
    await focused(card(1));
    await keyboard.press('a');
    await page.getByRole('menuitem', { name: 'Email', exact: true }).waitFor();
    await keyboard.press('ArrowDown');
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await form(2).getByLabel('Text message').waitFor();
    await keyboard.press('Tab');
    await keyboard.type('A text in between');
    await keyboard.press('Escape');
    await focused(card(2));
    await keyboard.press('Alt+ArrowDown');
    await focused(card(3));
    await keyboard.press('d');
    await focused(card(4));
    await keyboard.press('Delete');
    await focused(card(3));
    await keyboard.press('Control+z');
    await card(4).waitFor();
    await keyboard.press('Control+y');
    await card(4).waitFor({ state: 'detached' });
    await keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    await keyboard.press('Escape');
    await saved();
    const { draft } = await stored(id);
    expect(draft.steps.map((step) => ('body' in step ? step.body : step.kind))).toEqual([
      'Hello',
      'Second. Reply STOP to opt out',
      'A text in between',
    ]);
    expect(draft.steps[0]).toMatchObject({ subject: 'By hand' });
    await until('the button has the focus', async () => {
      await keyboard.press('Tab');
      return page.evaluate('document.activeElement.textContent === "Turn on"');
    });
    await keyboard.press('Enter');
    const sure = page.getByRole('dialog').getByRole('button', { name: 'Turn on' });
    await sure.waitFor();
    await until('the answer has the focus', async () => {
      await keyboard.press('Tab');
      return sure.evaluate((element) => element === element.ownerDocument.activeElement);
    });
    await keyboard.press('Enter');
    await page.getByText('On', { exact: true }).first().waitFor();
    expect((await stored(id)).status).toBe('active');
  }, 120_000);
});

describe('a step', () => {
  it('is dragged to another place by its handle', async () => {
    const id = await opened();
    const handle = page.locator('div:has(> [data-card="two"]) > span');
    const from = await handle.boundingBox();
    const to = await page.locator('[data-card="one"]').boundingBox();
    if (!from || !to) throw new Error('The cards are not in sight');
    await page.mouse.move(from.x + 8, from.y + 8);
    await page.mouse.down();
    await page.mouse.move(from.x + 8, from.y - 20, { steps: 4 });
    await page.mouse.move(to.x + 40, to.y - 6, { steps: 8 });
    await page.mouse.up();
    await saved();
    await until('it is stored', async () => (await ids(id)).join() === 'two,one');
  }, 60_000);

  it('opens below its card on a phone', async () => {
    const phone = await visitor({ width: 390 });
    try {
      await phone.page.goto(`${product.web}/sign-in`);
      await phone.page.getByLabel('Email').fill(email);
      await phone.page.getByRole('textbox', { name: 'Password' }).fill(password);
      await phone.page.getByRole('button', { name: 'Sign in' }).click();
      await phone.page.getByRole('heading', { level: 1, name: 'Home' }).waitFor();
      const answer = await phone.page.request.get(`${product.web}/api/journeys`);
      const { items } = (await answer.json()) as { items: { id: string }[] };
      await phone.page.goto(`${product.web}/journeys/${items[0]?.id}/edit`);
      await phone.page.getByRole('button', { name: /^2\. / }).click();
      await form(2, phone.page).getByRole('textbox').first().fill('From the van');
      await saved(phone.page);
      expect(await phone.page.evaluate('document.documentElement.scrollWidth - window.innerWidth')).toBe(0);
    } finally {
      await phone.close();
    }
  }, 60_000);
});

describe('what was written', () => {
  it('is undone with its settings, too', async () => {
    const id = await opened();
    await page.getByRole('button', { name: /^Rules/ }).click();
    const purpose = page.getByLabel('What the messages are for');
    await purpose.selectOption('welcome');
    await page.getByRole('button', { name: 'Undo' }).click();
    expect(await purpose.inputValue()).toBe('visit_reminder');
    await page.getByRole('button', { name: 'Redo' }).click();
    await saved();
    await until('it is stored', async () => (await stored(id)).draft.purpose === 'welcome');
  }, 60_000);

  it('in two tabs is shown from both, and no word of either is lost', async () => {
    const id = await opened();
    const other = await page.context().newPage();
    await other.goto(`${product.web}/journeys/${id}/edit`);
    await form(1, other).getByLabel('Subject').fill('From the other tab');
    await saved(other);
    await form(1).getByLabel('Subject').fill('From this tab');
    const alert = page.getByRole('alert');
    await alert.getByText('From the other tab').first().waitFor();
    await alert.getByText('From this tab').first().waitFor();
    await page.getByRole('button', { name: 'Load the other version' }).click();
    expect(await form(1).getByLabel('Subject').inputValue()).toBe('From the other tab');
    await page.getByRole('button', { name: 'Undo' }).click();
    expect(await form(1).getByLabel('Subject').inputValue()).toBe('From this tab');
    await saved();
    await other.close();
  }, 60_000);

  it('without a connection stays here, and is saved when there is one', async () => {
    const id = await opened();
    await page.context().setOffline(true);
    await form(1).getByLabel('Subject').fill('Written in a tunnel');
    await page.getByText('Not saved').waitFor();
    await page.getByRole('link', { name: 'Back to the journey' }).click();
    await page.goBack();
    await page.getByText(/kept in this browser/).waitFor();
    expect(await form(1).getByLabel('Subject').inputValue()).toBe('Written in a tunnel');
    await page.context().setOffline(false);
    await saved();
    expect((await stored(id)).draft.steps[0]).toMatchObject({ subject: 'Written in a tunnel' });
    // The browser has told of every request that found no connection.
    person.complaints.splice(0);
  }, 60_000);

  it('outlives the end of the session', async () => {
    const id = await opened();
    await page.context().clearCookies();
    await form(1).getByLabel('Subject').fill('Written too late');
    await page.getByRole('textbox', { name: 'Password' }).waitFor();
    await page.getByLabel('Email').fill(email);
    await page.getByRole('textbox', { name: 'Password' }).fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await form(1).waitFor();
    await saved();
    await until('it is stored', async () =>
      (await stored(id)).draft.steps.some((step) => 'subject' in step && step.subject === 'Written too late'),
    );
    person.complaints.splice(0);
  }, 60_000);

  it('survives the way back before it was saved', async () => {
    const id = await opened();
    await page.getByRole('link', { name: 'Back to the journey' }).click();
    await page.getByRole('link', { name: 'Edit', exact: true }).click();
    await form(1).waitFor();
    await form(1).getByLabel('Subject').fill('In a hurry');
    await page.goBack();
    await until('it is stored', async () =>
      (await stored(id)).draft.steps.some((step) => 'subject' in step && step.subject === 'In a hurry'),
    );
  }, 60_000);
});

describe('publishing', () => {
  it('happens once, however often the button is pressed', async () => {
    const id = await opened();
    await page.getByRole('button', { name: 'Turn on' }).dblclick();
    const sure = page.getByRole('dialog').getByRole('button', { name: 'Turn on' });
    await sure.dblclick();
    await page.getByText('On', { exact: true }).first().waitFor();
    expect((await stored(id)).version).toBe(1);
  }, 60_000);

  it('leads to what is missing', async () => {
    await opened([first, { ...second, body: '' }]);
    await page.getByRole('button', { name: 'Turn on' }).click();
    await focused(form(2).getByLabel('Text message'));
  }, 60_000);
});

it('leaves no word in the console', () => {
  expect(person.complaints.filter((complaint) => !complaint.includes('409'))).toEqual([]);
});
