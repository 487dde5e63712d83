import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { gallery, galleryKeys } from '../journeys/gallery/index.ts';
import { cases } from '../testing/depth.ts';
import { type Visitor, visitor } from './browser.ts';
import { BuilderHands, meaningOf } from './builder-hands.ts';
import { signUp } from './business.ts';
import { type RunningProduct, sharedProduct } from './shared-product.ts';

type Trigger = { type: string; label: string };
type Providers = { items: { provider: string; name: string; triggers: Trigger[] }[] };

let product: RunningProduct;
let person: Visitor;
let page: Page;
let providers: Providers;

beforeAll(async () => {
  product = await sharedProduct();
  person = await visitor();
  page = person.page;
  const email = `${randomBytes(5).toString('hex')}@owner.example`;
  await signUp(page, product.web, { name: 'Bea', business: 'Bea Builds', email });
  await page.getByRole('heading', { level: 1, name: 'Home' }).waitFor();
  providers = (await (await page.request.get(`${product.web}/api/triggers`)).json()) as Providers;
}, 480_000);

afterAll(() => person?.close());

const all = galleryKeys.flatMap((key) =>
  Object.entries(gallery[key].definitions).map(([provider, definition]) => ({ key, provider, definition })),
);
const first = (jest.getSeed() >>> 0) % all.length;
/** Another one of them with each run. */
const ways = [...all.slice(first), ...all.slice(0, first)].slice(
  0,
  cases('ready journeys built from nothing by hand', { sample: 1, whole: all.length }),
);

describe('every ready journey', () => {
  it.each(ways)(
    'can be built from nothing by hand: $key of $provider',
    async ({ key, provider, definition }) => {
      const found = providers.items.find((each) => each.provider === provider);
      const trigger = found?.triggers.find(({ type }) => type === definition.trigger?.type)?.label ?? '';
      const names = { provider: found?.name ?? '', trigger };
      await new BuilderHands(page).build(product.web, `My ${key}`, definition, names);
      const id = /journeys\/([0-9a-f-]{36})/.exec(page.url())?.[1];
      const stored = await (await page.request.get(`${product.web}/api/journeys/${id}`)).json();
      expect(meaningOf(stored.draft)).toEqual(meaningOf(definition));
    },
    240_000,
  );

  it('leaves no word in the console', () => {
    expect(person.complaints).toEqual([]);
  });
});
