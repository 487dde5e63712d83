import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Visitor, visitor } from './browser.ts';
import { Owner } from './owner.ts';
import { type RunningProduct, sharedProduct } from './shared-product.ts';

const name = `Vera${randomBytes(4).toString('hex')}`;

let product: RunningProduct;
let stranger: Visitor;

beforeAll(async () => {
  product = await sharedProduct();
  await new Owner(product.web).signUp(name);
}, 480_000);

afterAll(async () => {
  await stranger?.close();
});

/** Follows a link of the vendor in a browser where nobody is signed in, and signs in. */
async function arrive(address: string, onTheWay: (page: Visitor['page']) => Promise<void>): Promise<Visitor['page']> {
  await stranger?.close();
  stranger = await visitor();
  const { page } = stranger;
  await page.goto(`${product.web}${address}`);
  await onTheWay(page);
  await page.getByLabel('Email').fill(`${name.toLowerCase()}@owner.example`);
  await page.getByRole('textbox', { name: 'Password' }).fill('a-long-enough-password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  return page;
}

it("the vendor's Reconnect address leads through signing in to the consent page", async () => {
  const page = await arrive('/api/crm/quickbooks/reconnect', async () => undefined);
  await page.getByRole('button', { name: 'Allow' }).waitFor();
  expect(new URL(page.url()).searchParams.get('redirect_uri')).toBe(`${product.web}/api/crm/quickbooks/callback`);
}, 90_000);

it("the vendor's Disconnect address says what the end means, and how it stands once one has signed in", async () => {
  const page = await arrive('/api/crm/quickbooks/disconnected', async (before) => {
    await before.getByRole('heading', { level: 1, name: 'Disconnected from QuickBooks Online?' }).waitFor();
    await before.getByRole('link', { name: 'Sign in' }).click();
  });
  await page.getByRole('heading', { level: 1, name: 'QuickBooks Online is disconnected' }).waitFor();
  await page.getByRole('link', { name: 'Open integrations' }).click();
  await page.getByRole('heading', { level: 1, name: 'Integrations' }).waitFor();
  expect(stranger.complaints).toEqual([]);
}, 90_000);
