import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cases } from '../testing/depth.ts';
import { type InboxStage, openInboxStage } from '../testing/inbox-stage.ts';
import { PlayedBusiness, type PlayedKey } from '../testing/played-business.ts';
import { withDatabase } from '../testing/postgres.ts';
import { jobberVendor, quickbooksVendor } from '../testing/stage-vendors.ts';

const urls = withDatabase();
const zone = 'America/New_York';
const from = new Date('2026-09-07T11:00:00Z');
const minute = 60_000;
let accounts = 0;
const account = () => `${Date.now()}${++accounts}`;
const vendors = {
  jobber: () => jobberVendor({ accountId: Buffer.from(`gid://Jobber/Account/${account()}`).toString('base64'), zone }),
  quickbooks: () => quickbooksVendor({ realmId: account(), zone }),
};

const which = fc.nat(50);
const some = fc.record;
const deed = fc.oneof(
  {
    weight: 4,
    arbitrary: some({
      do: fc.constant('make'),
      kind: fc.constantFrom('job', 'quote', 'invoice', 'client'),
      inHours: fc.integer({ min: -30, max: 60 }),
    }),
  },
  { weight: 6, arbitrary: some({ do: fc.constant('act'), which }) },
  { weight: 1, arbitrary: some({ do: fc.constant('take back'), which }) },
  { weight: 5, arbitrary: some({ do: fc.constant('deliver'), which, copies: fc.nat(3), keep: fc.boolean() }) },
  { weight: 2, arbitrary: some({ do: fc.constant('lose'), which }) },
  { weight: 3, arbitrary: some({ do: fc.constant('settle') }) },
  { weight: 2, arbitrary: some({ do: fc.constant('sweep') }) },
  { weight: 2, arbitrary: some({ do: fc.constant('read history') }) },
  { weight: 2, arbitrary: some({ do: fc.constant('ask what is due') }) },
  { weight: 1, arbitrary: some({ do: fc.constant('wait'), hours: fc.integer({ min: 1, max: 30 }) }) },
);
type Deed = ReturnType<typeof deed.generate>['value'];
const plans = fc.record({
  before: fc.array(deed, { maxLength: 8 }),
  after: fc.array(deed, { minLength: 4, maxLength: 20 }),
  loseTheRest: fc.boolean(),
});

async function settled(stage: InboxStage): Promise<void> {
  for (let tries = 0; (await stage.settle()).length > 0; tries++) {
    if (tries > 20) throw new Error('a lane does not come to its end');
    stage.now += minute;
  }
}

/** Everything that was sent and not lost arrives, and then the sweep has looked. */
async function caughtUp(stage: InboxStage): Promise<void> {
  for (const webhook of stage.sent.splice(0)) await stage.deliver(webhook);
  await settled(stage);
  stage.now += minute;
  await stage.sweep();
  await settled(stage);
}

async function perform(stage: InboxStage, business: PlayedBusiness, next: Deed): Promise<void> {
  // Vendors tell whole seconds, and their budgets fill again meanwhile.
  stage.now += 20 * minute;
  const isConnected = stage.ref !== null;
  const { sent } = stage;
  switch (next.do) {
    case 'make':
      return business.make(next.kind, next.inHours);
    case 'act':
      return business.act(next.which);
    case 'take back': {
      // What comes and goes between two looks is no event: so it is looked at before and after.
      if (isConnected) await caughtUp(stage);
      stage.now += minute;
      const taken = await business.takeBack(next.which);
      stage.now += minute;
      if (isConnected && taken) await caughtUp(stage);
      return;
    }
    case 'deliver': {
      const [webhook] = sent.slice(next.which % Math.max(sent.length, 1));
      if (!webhook) return;
      if (!next.keep) sent.splice(sent.indexOf(webhook), 1);
      await Promise.all(Array.from({ length: next.copies + 1 }, () => stage.deliver(webhook)));
      return;
    }
    case 'lose':
      sent.splice(next.which % Math.max(sent.length, 1), 1);
      return;
    case 'settle':
      return settled(stage);
    case 'wait':
      stage.now += next.hours * 60 * minute;
  }
  if (!isConnected) return;
  if (next.do === 'sweep') await stage.sweep();
  if (next.do === 'read history') await stage.historyPage();
  if (next.do === 'ask what is due') await stage.askDue();
}

/** The live events of each transition, and that each was decided. */
async function liveEvents(stage: InboxStage): Promise<Map<string, number>> {
  const rows = await stage.inside((tenant) => tenant.db.event.findMany({ where: { origin: 'live' } }));
  expect(rows.filter(({ decidedAt }) => decidedAt === null)).toEqual([]);
  const counts = new Map<string, number>();
  for (const { trigger, entityKind, entityId } of rows) {
    const key = `${trigger} ${entityKind} ${entityId}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

async function play(stage: InboxStage, key: PlayedKey, plan: { before: Deed[]; after: Deed[]; loseTheRest: boolean }) {
  const business = new PlayedBusiness(stage, key);
  await business.make('client', 0);
  for (const next of plan.before) await perform(stage, business, next);
  stage.now += 20 * minute;
  await stage.connect();
  const { connectedAt, connectedZone } = await stage.inside((tenant) => tenant.db.connection.findFirstOrThrow());
  business.connected = { at: connectedAt.getTime(), zone: connectedZone };
  for (const next of plan.after) await perform(stage, business, next);
  stage.now += 100 * 60 * minute;
  if (plan.loseTheRest) stage.sent.length = 0;
  await caughtUp(stage);
  // What began by the clock alone, and never changed, only the history knows.
  do stage.now += minute;
  while (await stage.historyPage());
  await stage.askDue();
  await settled(stage);
  return business.expected();
}

describe.each(['jobber', 'quickbooks'] as const)('every road from %s', (key) => {
  const runs = cases(`what happens at ${key}, by every road, in any order`, { sample: 6, whole: 400 });

  it(
    `gives each event once, and none of before connecting: ${runs} plans`,
    () =>
      fc.assert(
        fc.asyncProperty(plans, async (plan) => {
          const stage = await openInboxStage(urls.appUrl, vendors[key](), from);
          try {
            const expected = await play(stage, key, plan);
            const live = await liveEvents(stage);
            const wrong = [...new Set([...expected.keys(), ...live.keys()])].flatMap((what) => {
              const [least, most] = expected.get(what) ?? [0, 0];
              const seen = live.get(what) ?? 0;
              return seen < least || seen > most ? [`${what}: ${seen}, not ${least} to ${most}`] : [];
            });
            expect(wrong).toEqual([]);
          } finally {
            await stage.close();
          }
        }),
        { numRuns: runs },
      ),
    runs * 60_000,
  );
});
