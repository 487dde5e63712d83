import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { manifests } from '../providers/manifests.ts';
import {
  type Connected,
  type CustomerRecord,
  type HistoryPage,
  type Manifest,
  type Provider,
  RateLimited,
  Rejected,
  type Snapshot,
  Unavailable,
} from '../providers/provider.ts';
import { connect, markDisconnected } from '../records/connections.ts';
import { failHistory } from '../records/history-runs.ts';
import { type JourneyStage, openJourneyStage, type TestBusiness, tuesdayNoon } from '../testing/journey-stage.ts';
import { withDatabase } from '../testing/postgres.ts';
import { jobberVendor } from '../testing/stage-vendors.ts';
import { decideEvent } from './decide-event.ts';
import { createHistorySyncActivities, type HistoryPageRead } from './history-sync.ts';
import { nextSyncs } from './next-sync.ts';

let stage: JourneyStage;
afterAll(async () => {
  await stage?.close();
});
const urls = withDatabase();
beforeAll(async () => {
  stage = await openJourneyStage(urls.appUrl);
});

const hour = 3_600_000;
const connectedAt = tuesdayNoon;
const later = (ms: number) => new Date(connectedAt.getTime() + ms);
const lists: Manifest[] = Object.values(manifests);

const ada: CustomerRecord = {
  externalId: 'ada',
  ...{
    name: 'Ada',
    firstName: 'Ada',
    lastName: '',
    companyName: null,
    address: null,
    createdAt: null,
    updatedAt: null,
  },
  ...{ isCompany: false, isLead: false, isArchived: false, isSample: false, consent: {} },
  emails: [{ address: 'ada@example.com', label: null, primary: true }],
  phones: [],
};

type Ask = Parameters<Provider['historyPage']>[1];
type Answer = (ask: Ask) => HistoryPage | Promise<HistoryPage>;

/** A business whose provider of that key answers history pages as the test says; the rest of it is never called. */
async function business(answer: Answer, key = 'jobber') {
  stage.now = later(hour);
  const own = await stage.addBusiness();
  const accountId = randomUUID();
  const provider: Provider = {
    ...jobberVendor().provider('secret', 'http://127.0.0.1:1'),
    key,
    limits: [],
    historyPage: async (_session, ask) => answer(ask),
  };
  const deps = { ...stage.deps, providers: { [key]: provider } };
  const consent = async (at = connectedAt) => {
    const accessTokenExpiresAt = later(1000 * hour);
    const connected: Connected = {
      account: { id: accountId, name: 'Green Lawns' },
      tokens: { accessToken: 'access', refreshToken: 'refresh', accessTokenExpiresAt, refreshTokenExpiresAt: null },
      profile: {
        ...{ name: null, street1: null, city: null, province: null, postalCode: null, country: null, phone: null },
        ...{ websiteUrl: null, logoUrl: null, zone: null },
      },
      connectedAt: at,
    };
    const outcome = await own.inside((tenant) => connect(tenant, deps.keys, key, connected, at));
    if (!outcome.connected) throw new Error(outcome.reason);
    return outcome.connectionId;
  };
  const connectionId = await consent();
  const ref = { organizationId: own.id, connectionId };
  const { beginHistory, historyPage } = createHistorySyncActivities(deps);
  const begin = async () => {
    const runId = await beginHistory(ref);
    return runId === null ? null : { ...ref, runId };
  };
  const run = (id: string) => own.inside((tenant) => tenant.db.syncRun.findUniqueOrThrow({ where: { id } }));
  const next = () =>
    own.inside(async (tenant) =>
      nextSyncs(tenant, await tenant.db.connection.findUniqueOrThrow({ where: { id: connectionId } })),
    );
  /** Every page that is left. */
  const readAll = async (): Promise<HistoryPageRead[]> => {
    const begun = await begin();
    const pages: HistoryPageRead[] = [];
    while (begun && !pages.at(-1)?.over) pages.push(await historyPage(begun));
    return pages;
  };
  return { own, ref, consent, begin, historyPage, readAll, run, next };
}

function snapshot(kind: string, id: string, trigger: string, at: Date | null, due = false): Snapshot {
  const entity = { kind, id };
  return {
    entity,
    found: true,
    createdAt: new Date('2026-01-05T12:00:00Z'),
    updatedAt: at,
    customer: ada,
    transitions: [{ trigger, entity, holds: true, at, source: at && 'at', saidBy: [], ...(due && { due }) }],
    facts: {},
  };
}

/** Every trigger that a manifest has, with a time: once told by the provider, once brought by the clock. */
const readingsOf = ({ triggers }: Manifest, at: Date): Snapshot[] =>
  Object.entries(triggers).flatMap(([trigger, { entity }]) => [
    snapshot(entity, `${trigger}-timed`, trigger, at),
    snapshot(entity, `${trigger}-due`, trigger, at, true),
  ]);

const onePage = (snapshots: Snapshot[]): HistoryPage => ({ kind: 'job', snapshots, nextCursor: null, budget: null });

async function journeysFor(own: TestBusiness, { key, triggers }: Manifest): Promise<number> {
  const types = Object.keys(triggers);
  for (const type of types) await own.addJourney([{ id: 'end', kind: 'exit' }], { trigger: { provider: key, type } });
  return types.length;
}

describe('what happened before connecting', () => {
  it.each(lists)('enrolls nobody, whatever the trigger of $name', async (manifest) => {
    const before = later(-hour);
    const untimed = Object.entries(manifest.triggers).map(([trigger, { entity }]) =>
      snapshot(entity, `${trigger}-untimed`, trigger, null),
    );
    const { own, readAll } = await business(
      ({ stage: of }) => onePage(of === 'open' ? [] : [...readingsOf(manifest, before), ...untimed]),
      manifest.key,
    );
    const count = await journeysFor(own, manifest);
    const pages = await readAll();
    expect(pages.flatMap(({ eventIds }) => eventIds)).toEqual([]);
    const events = await own.inside((tenant) => tenant.db.event.findMany({ include: { decisions: true } }));
    expect(events).toHaveLength(count * 3);
    expect(new Set(events.map(({ origin }) => origin))).toEqual(new Set(['history']));
    expect(events.map(({ decisions }) => decisions.map(({ reason }) => reason))).toEqual(
      events.map(() => ['before_connection']),
    );
    // Not even when somebody asks again.
    await own.inside((tenant) => tenant.db.event.updateMany({ data: { decidedAt: null } }));
    for (const { id } of events) {
      expect(await decideEvent(stage.deps, { organizationId: own.id, eventId: id })).toEqual({
        enrollmentIds: [],
        nudge: [],
      });
    }
    expect(await own.inside((tenant) => tenant.db.enrollment.count())).toBe(0);
  });

  it.each(lists)('is told apart from what happened after it, for every trigger of $name', async (manifest) => {
    const { own, readAll } = await business(
      ({ stage: of }) => onePage(of === 'open' ? [] : readingsOf(manifest, later(60_000))),
      manifest.key,
    );
    const count = await journeysFor(own, manifest);
    const eventIds = (await readAll()).flatMap((page) => page.eventIds);
    expect(new Set(eventIds).size).toBe(count * 2);
    for (const eventId of new Set(eventIds)) {
      const { enrollmentIds } = await decideEvent(stage.deps, { organizationId: own.id, eventId });
      expect(enrollmentIds).toHaveLength(1);
    }
    const events = await own.inside((tenant) => tenant.db.event.findMany());
    expect(events.map(({ origin, foundBy }) => [origin, foundBy])).toEqual(events.map(() => ['live', 'history']));
  });
});

describe('the reading', () => {
  const pageOf = (id: string, nextCursor: string | null): HistoryPage => ({
    ...onePage([snapshot('job', id, 'job_completed', later(-hour))]),
    nextCursor,
  });
  const plan: Record<string, HistoryPage> = {
    'open null': pageOf('a', 'x'),
    'open x': pageOf('b', null),
    'past null': pageOf('c', 'y'),
    'past y': pageOf('d', null),
  };
  const planned: Answer = ({ stage: of, cursor }) => plan[`${of} ${cursor}`] ?? onePage([]);

  it('takes what is open first, then twelve months, and is complete once', async () => {
    const asked: Ask[] = [];
    const { readAll, begin, next } = await business((ask) => {
      asked.push(ask);
      return planned(ask);
    });
    const pages = await readAll();
    expect(pages.map(({ stage: of, entities, over }) => [of, entities, over])).toEqual([
      ['open', 1, false],
      ['past', 0, false],
      ['past', 1, false],
      ['past', 2, true],
    ]);
    expect(asked.map(({ stage: of, cursor }) => `${of} ${cursor}`)).toEqual(Object.keys(plan));
    expect(asked[0]?.since).toEqual(new Date('2025-11-24T17:00:00Z'));
    expect(await begin()).toBeNull();
    expect((await next()).historyAt).toBeNull();
  });

  it('of a page that is done twice counts it once', async () => {
    let twice = true;
    const { begin, historyPage, run } = await business(async (ask) => {
      if (twice && ask.cursor === null) {
        twice = false;
        await other();
      }
      return planned(ask);
    });
    const begun = await begin();
    if (!begun) throw new Error('nothing to read');
    const other = () => historyPage(begun);
    // What two attempts read at one moment is read again by the one that was slower.
    await expect(historyPage(begun)).rejects.toMatchObject({ type: 'Overtaken', nextRetryDelay: 2_500 });
    stage.now = later(hour + 10_000);
    expect(await historyPage(begun)).toMatchObject({ stage: 'past', entities: 0 });
    expect(await run(begun.runId)).toMatchObject({ pages: 2, stage: 'past', cursor: null });
  });

  it('goes on at the saved cursor an hour after it failed, and at once after a new consent', async () => {
    const { own, begin, historyPage, run, next, consent } = await business(planned);
    const first = await begin();
    if (!first) throw new Error('nothing to read');
    for (let page = 0; page < 3; page++) await historyPage(first);
    const failed = later(2 * hour);
    await own.inside((tenant) => failHistory(tenant, first.runId, { sentence: 'Later', afresh: false }, failed));
    expect((await next()).historyAt).toEqual(later(3 * hour));
    await consent(later(2.5 * hour));
    expect((await next()).historyAt).toEqual(new Date(0));
    stage.now = later(3 * hour);
    const second = await begin();
    expect(second && (await run(second.runId))).toMatchObject({ stage: 'past', cursor: 'y', entities: 1, error: null });
    expect(await run(first.runId)).toMatchObject({ status: 'failed', error: 'Later' });
  });

  it('begins the stage again when the provider does not take the cursor', async () => {
    const { own, begin, historyPage, run } = await business((ask) => {
      if (ask.cursor === 'y') throw new Rejected('invalid_cursor');
      return planned(ask);
    });
    const first = await begin();
    if (!first) throw new Error('nothing to read');
    for (let page = 0; page < 3; page++) await historyPage(first);
    await expect(historyPage(first)).rejects.toThrow(Rejected);
    await own.inside((tenant) => failHistory(tenant, first.runId, { sentence: 'Refused', afresh: true }, later(hour)));
    const second = await begin();
    expect(second && (await run(second.runId))).toMatchObject({ stage: 'past', cursor: null, entities: 0 });
  });

  it('begins anew after a disconnect, and what an earlier consent began is over', async () => {
    const { own, ref, begin, historyPage, consent, run } = await business(planned);
    const first = await begin();
    if (!first) throw new Error('nothing to read');
    await historyPage(first);
    await own.inside((tenant) => markDisconnected(tenant, ref.connectionId, later(hour)));
    expect(await begin()).toBeNull();
    await consent(later(2 * hour));
    stage.now = later(2 * hour);
    expect(await historyPage(first)).toMatchObject({ over: true, eventIds: [] });
    const second = await begin();
    expect(second && (await run(second.runId))).toMatchObject({ stage: 'open', cursor: null, entities: 0, epoch: 2 });
    expect(await run(first.runId)).toMatchObject({ status: 'failed', pages: 1 });
  });

  it.each([new Unavailable('down'), new RateLimited(60_000)])('that meets $name saves nothing', async (refusal) => {
    const { own, begin, historyPage, run } = await business(() => {
      throw refusal;
    });
    const begun = await begin();
    if (!begun) throw new Error('nothing to read');
    await expect(historyPage(begun)).rejects.toThrow(refusal);
    expect(await run(begun.runId)).toMatchObject({ status: 'running', pages: 0, cursor: null });
    expect(await own.inside((tenant) => tenant.db.entity.count())).toBe(0);
  });

  it('holds back the customers while open things are read, ten minutes at most', async () => {
    const { begin, historyPage, next } = await business(planned);
    expect((await next()).syncAt).toEqual(later(600_000));
    const begun = await begin();
    if (!begun) throw new Error('nothing to read');
    expect((await next()).syncAt).toEqual(later(hour + 600_000));
    await historyPage(begun);
    await historyPage(begun);
    expect((await next()).syncAt).toEqual(new Date(0));
  });
});
