import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Visitor, visitor } from './browser.ts';
import { type RunningProduct, sharedProduct } from './shared-product.ts';

const rooms = [
  '/',
  '/journeys',
  '/journeys/new',
  '/customers',
  '/customers/matches',
  '/papers',
  '/messages',
  '/activity',
  '/settings/integrations',
  '/settings/business',
  '/settings/sending-hours',
  '/disconnected/quickbooks',
  '/disconnected/jobber?link=ended',
  '/disconnected/quickbooks?link=unknown',
];

let product: RunningProduct;
let person: Visitor;

beforeAll(async () => {
  product = await sharedProduct();
  person = await visitor({ width: 390 });
  const { page } = person;
  await page.goto(`${product.web}/sign-up`);
  await page.getByLabel('Your name').fill('Page Turner');
  await page.getByLabel('Business name').fill('Page Turning');
  await page.getByLabel('Email').fill('page.turner@owner.example');
  await page.getByRole('textbox', { name: 'Password' }).fill('a-long-enough-password');
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByRole('heading', { level: 1, name: 'Home' }).waitFor();
}, 480_000);

afterAll(async () => {
  await person?.close();
});

it.each(['light', 'dark'] as const)(
  'every room is accessible and fits a phone in the %s theme',
  async (theme) => {
    const { page } = person;
    await page.emulateMedia({ colorScheme: theme });
    const faults: string[] = [];
    for (const room of rooms) {
      await page.goto(`${product.web}${room}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForLoadState('networkidle');
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
        .analyze();
      faults.push(...violations.map(({ id, nodes }) => `${room}: ${id} at ${nodes[0]?.target.join(' ')}`));
      const overflow = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
      if (Number(overflow) > 0) faults.push(`${room}: scrolls ${overflow} px sideways`);
    }
    expect(faults).toEqual([]);
    expect(person.complaints).toEqual([]);
  },
  240_000,
);
