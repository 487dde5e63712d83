import { randomUUID } from 'node:crypto';
import { createChannelNoticeActivities } from '../activities/channel-notice.ts';
import { storeDeliveries } from '../records/deliveries.ts';
import { type JourneyStage, openJourneyStage, type TestBusiness } from '../testing/journey-stage.ts';
import { figure, words } from './measure.ts';
import type { Bench, Row } from './table.ts';

const rounds = 5;
const notices = 1_000;
const perRequestGroup = 100;
const inFlight = 16;

/** M3: notices of delivered emails, from the inbox row to the message that moved. */
export const takeNotices: Bench = async ({ appUrl }): Promise<Row> => {
  const stage = await openJourneyStage(appUrl);
  try {
    const shop = await stage.addBusiness();
    const [stored, taken]: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round++) {
      const ids = await acceptedEmails(stage, shop);
      const lanes: string[] = [];
      stored.push(await perSecond(async () => void lanes.push(...(await store(stage, ids)))));
      taken.push(await perSecond(() => take(stage, lanes)));
      const where = { vendorId: { in: ids }, status: 'delivered' };
      const moved = await shop.inside((tenant) => tenant.db.message.count({ where }));
      if (moved !== notices) throw new Error(`${moved} of ${notices} messages moved`);
    }
    return {
      id: 'M3',
      what: 'Notices of deliveries: stored in the inbox; each acted on in a transaction of its own',
      target: 'none',
      ratio: `${words(figure(stored), 0)}/s; ${words(figure(taken), 0)}/s`,
      figures: `${notices} a round, stored ${perRequestGroup} at once, acted on ${inFlight} in flight`,
      met: true,
    };
  } finally {
    await stage.close();
  }
};

async function perSecond(work: () => Promise<void>): Promise<number> {
  const from = performance.now();
  await work();
  return notices / ((performance.now() - from) / 1_000);
}

/** The vendor's ids of emails that it has accepted. */
async function acceptedEmails(stage: JourneyStage, shop: TestBusiness): Promise<string[]> {
  const ids = Array.from({ length: notices }, () => randomUUID());
  const row = { organizationId: shop.id, kind: 'answer', channel: 'email', status: 'accepted' };
  await shop.inside(({ db }) =>
    db.message.createMany({
      data: ids.map((vendorId) => ({
        ...row,
        vendorId,
        toAddress: `${vendorId}@example.com`,
        firstAttemptAt: stage.now,
      })),
    }),
  );
  return ids;
}

async function store(stage: JourneyStage, vendorIds: readonly string[]): Promise<string[]> {
  const lanes: string[] = [];
  for (let from = 0; from < vendorIds.length; from += perRequestGroup) {
    const requests = vendorIds.slice(from, from + perRequestGroup).map((vendorId) => ({
      source: 'channel:email',
      contentType: null,
      body: Buffer.from(vendorId),
      notices: [
        {
          kind: 'status' as const,
          dedupeKey: randomUUID(),
          vendorId,
          messageId: null,
          status: 'delivered' as const,
          occurredAt: stage.now,
          code: null,
        },
      ],
    }));
    lanes.push(...(await storeDeliveries(stage.database, requests, stage.now)).flat().map(({ lane }) => lane));
  }
  return lanes;
}

async function take(stage: JourneyStage, lanes: readonly string[]): Promise<void> {
  const { takeChannelNotices } = createChannelNoticeActivities(stage.deps);
  const open = [...lanes];
  const lane = async () => {
    for (let next = open.pop(); next; next = open.pop())
      await takeChannelNotices({ source: 'channel:email', lane: next });
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
}
