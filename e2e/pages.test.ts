import { randomBytes } from 'node:crypto';
import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { cases, deep } from '../testing/depth.ts';
import { doorPaths, roomPaths } from '../web/src/paths.ts';
import { type Visitor, visitor } from './browser.ts';
import { liveIn, type Sample } from './lived-in.ts';
import { Owner } from './owner.ts';
import { Sandbox } from './sandbox.ts';
import { settling } from './settled.ts';
import { type RunningProduct, sharedProduct } from './shared-product.ts';

/** Addresses that look different from their path alone. */
const more = [
  '/disconnected/jobber?link=ended',
  '/disconnected/quickbooks?link=unknown',
  '/reset-password?token=x',
  '/nowhere',
];
/** Every page in both themes in the deep run; else half of them in each, by the seed. */
const inTheme = (theme: string, paths: string[]) =>
  deep ? paths : paths.filter((_, at) => (at + jest.getSeed()) % 2 === (theme === 'light' ? 0 : 1));
const name = `Page${randomBytes(4).toString('hex')}`;

let product: RunningProduct;
let owner: Owner;
let sample: Sample;
let person: Visitor;
let settled: () => Promise<void>;

beforeAll(async () => {
  product = await sharedProduct();
  owner = new Owner(product.web);
  await owner.signUp(name, 'Page Turning');
  sample = await liveIn(owner, new Sandbox(product.sandbox));
  person = await visitor({ width: 390 });
  settled = settling(person.page);
}, 480_000);

afterAll(async () => {
  await owner?.post('/api/crm/jobber/disconnect');
  await person?.close();
}, 60_000);

/** The address of a page with something real in it. */
function address(path: string): string {
  const filled = path.replace(/:(\w+)/g, (whole, key: string) => {
    if (!(key in sample)) throw new Error(`e2e/lived-in.ts makes nothing for ${whole} of ${path}`);
    return sample[key as keyof Sample];
  });
  return filled.startsWith('/') ? filled : `/${filled}`;
}

async function faultsOf(path: string): Promise<string[]> {
  const { page } = person;
  await page.goto(`${product.web}${path}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await settled();
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    // A message is shown in a frame that runs no script, and a test is one.
    .exclude('iframe')
    .analyze();
  const overflow = Number(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth'));
  return [
    ...violations.map(({ id, nodes }) => `${path}: ${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`),
    ...(overflow > 0 ? [`${path}: scrolls ${overflow} px sideways`] : []),
  ];
}

describe.each(['light', 'dark'] as const)('in the %s theme, on a phone', (theme) => {
  const faults: string[] = [];

  beforeAll(async () => {
    await person.page.context().clearCookies();
    await person.page.emulateMedia({ colorScheme: theme });
  });

  it('every door is accessible and fits', async () => {
    for (const path of inTheme(theme, [...doorPaths.map(address), ...more])) faults.push(...(await faultsOf(path)));
    expect(faults).toEqual([]);
  }, 240_000);

  it('every room is accessible and fits', async () => {
    const { page } = person;
    await page.goto(`${product.web}/sign-in`);
    await page.getByLabel('Email').fill(`${name.toLowerCase()}@owner.example`);
    await page.getByRole('textbox', { name: 'Password' }).fill('a-long-enough-password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { level: 1, name: 'Home' }).waitFor();
    for (const path of inTheme(theme, [...roomPaths.map(address), ...more])) faults.push(...(await faultsOf(path)));
    expect(faults).toEqual([]);
  }, 480_000);

  it('nothing complains and nothing fails', () => {
    expect(person.complaints).toEqual([]);
  });
});

/** What a page asks for in half a minute before it hears of any change. */
async function unprovoked(path: string): Promise<string[]> {
  const page = await person.page.context().newPage();
  try {
    const ready = settling(page);
    await page.goto(`${product.web}${path}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await ready();
    const asked: string[] = [];
    let heard = false;
    const browser = await page.context().newCDPSession(page);
    await browser.send('Network.enable');
    browser.on('Network.eventSourceMessageReceived', () => {
      heard = true;
    });
    page.on('request', (request) => {
      if (!heard) asked.push(`${path}: ${request.url()}`);
    });
    await page.waitForTimeout(30_000);
    return asked;
  } finally {
    await page.close();
  }
}

it('no room asks for anything while nothing happens', async () => {
  const from = (jest.getSeed() >>> 0) % roomPaths.length;
  const rooms = [...roomPaths.slice(from), ...roomPaths.slice(0, from)];
  const left = rooms.slice(0, cases('rooms left alone for 30 seconds', { sample: 4, whole: rooms.length }));
  // A browser keeps six connections to one address, and each page has its stream.
  while (left.length > 0)
    expect((await Promise.all(left.splice(0, 4).map((path) => unprovoked(address(path))))).flat()).toEqual([]);
}, 900_000);

it('what belongs to another business is a page that says so and leads back', async () => {
  const stranger = await visitor();
  const { page } = stranger;
  try {
    await page.goto(`${product.web}/sign-up`);
    await page.getByLabel('Your name').fill('Sam Stranger');
    await page.getByLabel('Business name').fill('Next Door');
    await page.getByLabel('Email').fill(`stranger.${randomBytes(4).toString('hex')}@owner.example`);
    await page.getByRole('textbox', { name: 'Password' }).fill('a-long-enough-password');
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.getByRole('heading', { level: 1, name: 'Home' }).waitFor();
    for (const path of roomPaths.filter((each) => each.includes(':'))) {
      await page.goto(`${product.web}${address(path)}`);
      await page.getByText('This is not here').first().waitFor();
      await page.getByRole('main').getByRole('link', { name: 'Go to Home' }).click();
      await page.getByRole('heading', { level: 1, name: 'Home' }).waitFor();
    }
  } finally {
    await stranger.close();
  }
}, 240_000);
