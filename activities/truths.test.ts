import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Step } from '../journeys/definition.ts';
import type { Truth } from '../journeys/steps/schema.ts';
import { type Provider, RateLimited, ReconnectNeeded, type TellTruth, Unavailable } from '../providers/provider.ts';
import { raiseCause } from '../records/causes.ts';
import { linkMatch } from '../records/customer-matches.ts';
import { loadEnrollment } from '../records/loaded-enrollment.ts';
import { storeTokens } from '../records/tokens.ts';
import { type JourneyStage, openJourneyStage } from '../testing/journey-stage.ts';
import { withDatabase } from '../testing/postgres.ts';
import { adaContact, addTwoSystems, type TestSystem, type TwoSystems } from '../testing/two-systems.ts';
import { decideEvent } from './decide-event.ts';
import { matchSystems } from './match-systems.ts';
import { untrue } from './truths.ts';

const urls = withDatabase();
let stage: JourneyStage;
let shop: TwoSystems;
/** What each system answers, and what it was asked. */
let tells: Record<TestSystem, Partial<Record<Truth['fact'], TellTruth>>>;
let asked: { system: TestSystem; fact: string; id: string; tag: string | null }[];

beforeEach(async () => {
  stage = await openJourneyStage(urls.appUrl);
  shop = await addTwoSystems(stage);
  asked = [];
  tells = { acme: {}, books: {} };
  stage.deps.providers = Object.fromEntries(
    (['acme', 'books'] as const).map((key) => [key, { key, limits: [], truths: tells[key] } as unknown as Provider]),
  );
  for (const connectionId of Object.values(shop.connections)) {
    await shop.inside((tenant) => storeTokens(tenant, stage.deps.keys, connectionId, tokens, stage.now));
  }
});
afterEach(() => stage.close());

const tokens = {
  accessToken: 'a',
  refreshToken: 'r',
  accessTokenExpiresAt: new Date('2028-01-01'),
  refreshTokenExpiresAt: null,
};
const says = (system: TestSystem, fact: Truth['fact'], answer: boolean | null | Error) => {
  tells[system][fact] = async (_session, { id, tag }) => {
    asked.push({ system, fact, id, tag });
    if (answer instanceof Error) throw answer;
    return answer;
  };
};
const reminder = (...onlyIf: Truth[]): Step => ({ id: 'text', kind: 'send_sms', body: 'Still open', onlyIf });
const unpaid = reminder({ fact: 'invoice_unpaid' });
const rowOf = (id: string) => shop.inside(({ db }) => db.enrollment.findFirstOrThrow({ where: { id } }));
const messageOf = (id: string) => shop.inside(({ db }) => db.message.findFirstOrThrow({ where: { enrollmentId: id } }));

/** One invoice of one person, in both systems. */
async function addInvoice(): Promise<string> {
  const ada = await shop.addRecord('acme', 'c1', adaContact);
  const other = await shop.addRecord('books', 'b1', adaContact);
  const ref = { organizationId: shop.id, connectionId: shop.connections.acme };
  await matchSystems(stage.deps, ref, { customers: ['c1'], entities: [] });
  const { id } = await shop.inside(({ db }) => db.customerMatch.findFirstOrThrow());
  await shop.inside((tenant) => linkMatch(tenant, id, randomUUID(), stage.now));
  await shop.addPaper('acme', 'i1', ada, {});
  await shop.addPaper('books', 'n1', other, {});
  await matchSystems(stage.deps, ref, { customers: [], entities: [{ kind: 'invoice', id: 'i1' }] });
  return ada;
}

/** A reminder because of the invoice in `acme`. */
async function reminded(step: Step = unpaid, customerId?: string): Promise<string> {
  const ada = customerId ?? (await addInvoice());
  const journeyId = await shop.addJourney([step], { purpose: 'invoice_reminder' });
  const eventId = await shop.addEvent(ada, { entityKind: 'invoice', entityId: 'i1' });
  await decideEvent(stage.deps, { organizationId: shop.id, eventId });
  return (await shop.inside(({ db }) => db.enrollment.findFirstOrThrow({ where: { journeyId } }))).id;
}

describe('a message that demands a fact', () => {
  it('leaves when every system that holds the paper says so, and keeps what they said', async () => {
    says('acme', 'invoice_unpaid', true);
    says('books', 'invoice_unpaid', true);
    const id = await reminded();
    await stage.run(shop, id);
    expect(await stage.texts()).toHaveLength(1);
    expect(asked.map(({ system, id }) => [system, id]).sort()).toEqual([
      ['acme', 'i1'],
      ['books', 'n1'],
    ]);
    const asOf = stage.now.toISOString();
    expect((await messageOf(id)).truths).toEqual([
      { fact: 'invoice_unpaid', holds: true, asOf, source: 'acme' },
      { fact: 'invoice_unpaid', holds: true, asOf, source: 'books' },
    ]);
  });

  it('is left out when one of them says that it is over', async () => {
    says('acme', 'invoice_unpaid', true);
    says('books', 'invoice_unpaid', false);
    const id = await reminded();
    await stage.run(shop, id);
    expect(await messageOf(id)).toMatchObject({ status: 'skipped', reason: 'fact_changed:invoice_unpaid' });
    expect(await rowOf(id)).toMatchObject({ status: 'completed' });
    expect(await stage.texts()).toEqual([]);
  });

  it('is left out when the paper is gone where the journey has it from, but not when its twin is', async () => {
    says('acme', 'invoice_unpaid', true);
    says('books', 'invoice_unpaid', null);
    await stage.run(shop, await reminded());
    expect(await stage.texts()).toHaveLength(1);
    says('acme', 'invoice_unpaid', null);
    const { customerId } = await shop.inside(({ db }) => db.enrollment.findFirstOrThrow());
    const id = await reminded(unpaid, customerId);
    await stage.run(shop, id);
    expect(await messageOf(id)).toMatchObject({ status: 'skipped', reason: 'fact_changed:invoice_unpaid' });
  });

  it('waits while one of them cannot be reached, and goes on by itself', async () => {
    says('acme', 'invoice_unpaid', true);
    says('books', 'invoice_unpaid', new Unavailable('down'));
    const id = await reminded();
    await stage.run(shop, id);
    expect(await rowOf(id)).toMatchObject({
      status: 'held',
      holdReason: 'vendor_unreachable',
      holdScope: shop.connections.books,
    });
    expect((await messageOf(id)).truths).toMatchObject([{ holds: true }, { holds: null, source: 'books' }]);
    const held = await shop.inside(({ db }) => db.enrollmentStep.findFirst({ where: { code: 'held' } }));
    expect(held).toMatchObject({ reason: 'cannot_ask:books' });
    says('books', 'invoice_unpaid', true);
    stage.now = (await rowOf(id)).due ?? stage.now;
    await stage.run(shop, id);
    expect(await stage.texts()).toHaveLength(1);
  });

  it('is left out in time when nobody can be reached while it helps', async () => {
    says('acme', 'invoice_unpaid', new Unavailable('down'));
    const id = await reminded();
    for (let look = 0; look < 600 && (await rowOf(id)).status !== 'completed'; look++) {
      await stage.run(shop, id);
      stage.now = new Date(stage.now.getTime() + 6 * 60 * 60_000);
    }
    expect(await messageOf(id)).toMatchObject({ status: 'skipped', reason: 'useless' });
    expect(await stage.texts()).toEqual([]);
  });

  it('waits for a new consent where that is missing', async () => {
    says('acme', 'invoice_unpaid', true);
    says('books', 'invoice_unpaid', new ReconnectNeeded('refused'));
    const id = await reminded();
    await shop.inside(async (tenant) => {
      const books = shop.connections.books;
      await tenant.db.connection.update({ where: { id: books }, data: { status: 'token_expired' } });
      await raiseCause(tenant, { kind: 'connection_revoked', scope: books }, stage.now);
    });
    await stage.run(shop, id);
    expect(await rowOf(id)).toMatchObject({ holdReason: 'connection_revoked', holdScope: shop.connections.books });
    expect(asked.map(({ system }) => system)).toEqual(['acme']);
  });

  it('does not ask what the owner has disconnected', async () => {
    says('acme', 'invoice_unpaid', true);
    says('books', 'invoice_unpaid', false);
    const id = await reminded();
    await shop.inside(({ db }) =>
      db.connection.update({ where: { id: shop.connections.books }, data: { status: 'disconnected' } }),
    );
    await stage.run(shop, id);
    expect(await stage.texts()).toHaveLength(1);
  });

  it('comes again when there is no permit for the question', async () => {
    says('acme', 'invoice_unpaid', new RateLimited(7_000));
    const id = await reminded();
    await expect(stage.run(shop, id)).rejects.toMatchObject({ type: 'RateLimited', nextRetryDelay: 7_000 });
    expect(await messageOf(id)).toMatchObject({ status: 'rendered' });
  });

  it('is left out when nobody can know it', async () => {
    const id = await reminded();
    await stage.run(shop, id);
    expect(await messageOf(id)).toMatchObject({ status: 'skipped', reason: 'fact_unknown:invoice_unpaid' });
    expect((await messageOf(id)).truths).toMatchObject([{ fact: 'invoice_unpaid', holds: null, source: null }]);
  });

  it('does not wait longer than its limit for an answer', async () => {
    says('acme', 'invoice_unpaid', new Unavailable('down'));
    const id = await reminded();
    await stage.run(shop, id);
    tells.acme.invoice_unpaid = () => new Promise(() => undefined);
    const loaded = await shop.inside((tenant) => loadEnrollment(tenant, id));
    if (!loaded) throw new Error('nothing loaded');
    const row = await messageOf(id);
    const useful = new Date(stage.now.getTime() + 60_000);
    expect(await untrue(stage.deps, shop.id, loaded, row, useful, 20)).toMatchObject({
      kind: 'held',
      hold: { kind: 'vendor_unreachable' },
    });
  });
});

describe('a fact about the customer', () => {
  const untagged = reminder({ fact: 'tag_absent', tag: 'No texts' });

  it('is asked of every record of the person, with its tag', async () => {
    says('acme', 'tag_absent', true);
    says('books', 'tag_absent', false);
    const id = await reminded(untagged);
    await stage.run(shop, id);
    expect(await messageOf(id)).toMatchObject({ reason: 'fact_changed:tag_absent' });
    expect(asked.sort((a, b) => (a.system < b.system ? -1 : 1))).toEqual([
      { system: 'acme', fact: 'tag_absent', id: 'c1', tag: 'No texts' },
      { system: 'books', fact: 'tag_absent', id: 'b1', tag: 'No texts' },
    ]);
  });

  it('is asked only where it can be answered', async () => {
    says('acme', 'no_open_visit', true);
    await stage.run(shop, await reminded(reminder({ fact: 'no_open_visit' })));
    expect(await stage.texts()).toHaveLength(1);
    expect(asked).toMatchObject([{ system: 'acme' }]);
  });

  it('is so of who is not in the system that could say otherwise', async () => {
    says('books', 'tag_absent', false);
    const id = await shop.enroll([untagged]);
    await stage.run(shop, id);
    expect(await stage.texts()).toHaveLength(1);
    expect(asked).toEqual([]);
  });
});
