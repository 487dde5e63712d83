import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { DeliveryStatus } from '../channels/channel.ts';
import type { MessageStatus } from '../journeys/statuses.ts';
import { moveMessage } from '../records/messages.ts';
import { cases } from '../testing/depth.ts';
import { type JourneyStage, openJourneyStage, type TestBusiness } from '../testing/journey-stage.ts';
import { withDatabase } from '../testing/postgres.ts';
import { hearVendor } from './vendor-word.ts';

const urls = withDatabase();
let stage: JourneyStage;
let shop: TestBusiness;
beforeEach(async () => {
  stage = await openJourneyStage(urls.appUrl);
  shop = await stage.addBusiness();
});
afterEach(() => stage.close());

const orders = cases('orders of callbacks for each message', { sample: 8, whole: 500 });

type Heard = { word: DeliveryStatus; code?: string } | { ours: MessageStatus; reason?: string };
type Story = { name: string; channel: 'email' | 'sms'; heard: Heard[]; end: { status: string; reason: string | null } };

/** All that is ever told of one message: by callbacks, by the answer of the call, by ourselves after a crash. */
const stories: Story[] = [
  {
    name: 'a text that arrives',
    channel: 'sms',
    heard: [
      { ours: 'accepted' },
      { ours: 'unknown', reason: 'outcome_unknown' },
      { word: 'accepted' },
      { word: 'sent' },
      { word: 'delivered' },
    ],
    end: { status: 'delivered', reason: null },
  },
  {
    name: 'a text that does not',
    channel: 'sms',
    heard: [{ ours: 'accepted' }, { word: 'accepted' }, { word: 'sent' }, { word: 'failed', code: '30003' }],
    end: { status: 'failed', reason: 'not_delivered:30003' },
  },
  {
    name: 'a text that was in review already',
    channel: 'sms',
    heard: [{ ours: 'unknown', reason: 'outcome_unknown' }, { ours: 'review', reason: 'no_trace' }, { word: 'sent' }],
    end: { status: 'sent', reason: null },
  },
  {
    name: 'an email that is opened, followed and called spam',
    channel: 'email',
    heard: [
      { ours: 'accepted' },
      { word: 'sent' },
      { word: 'delivered' },
      { word: 'opened' },
      { word: 'clicked' },
      { word: 'complained' },
    ],
    end: { status: 'complained', reason: 'complained' },
  },
  {
    name: 'an email that comes back',
    channel: 'email',
    heard: [{ ours: 'accepted' }, { word: 'sent' }, { word: 'bounced', code: 'permanent' }],
    end: { status: 'bounced', reason: 'bounced' },
  },
];

async function reserved(channel: 'email' | 'sms', toAddress: string): Promise<string> {
  const { id } = await shop.inside((tenant) =>
    tenant.db.message.create({
      data: {
        organizationId: shop.id,
        kind: 'answer',
        channel,
        status: 'reserved',
        toAddress,
        firstAttemptAt: stage.now,
      },
    }),
  );
  return id;
}

function tell(messageId: string, channel: 'email' | 'sms', heard: Heard, vendorId: string): Promise<unknown> {
  if ('word' in heard) {
    const { word, code = null } = heard;
    const message = { organizationId: shop.id, messageId, channel };
    return hearVendor(stage.deps, message, { status: word, vendorId, code, source: 'callback' });
  }
  const { ours, reason = null } = heard;
  const answered = ours === 'accepted' ? { vendorId } : {};
  return shop.inside((tenant) =>
    moveMessage(tenant, messageId, { status: ours, reason, source: 'vendor', ...answered }, stage.now),
  );
}

describe('whatever is told of a message', () => {
  let number = 0;

  it.each(stories)(
    'ends $name in one state, in any order, twice or at once',
    async ({ channel, heard, end }) => {
      const told = fc
        .shuffledSubarray(heard, { minLength: heard.length })
        .chain((order) => fc.tuple(fc.constant(order), fc.subarray(heard), fc.boolean()));
      await fc.assert(
        fc.asyncProperty(told, async ([order, again, atOnce]) => {
          const vendorId = `v-${++number}`;
          const id = await reserved(
            channel,
            channel === 'sms' ? `+1202556${1000 + number}` : `ada${number}@example.com`,
          );
          const all = [...order, ...again];
          if (atOnce) await Promise.all(all.map((one) => tell(id, channel, one, vendorId)));
          else for (const one of all) await tell(id, channel, one, vendorId);
          const { kept, row } = await shop.inside(async (tenant) => ({
            row: await tenant.db.message.findFirstOrThrow({ where: { id } }),
            kept: await tenant.db.messageTransition.count({ where: { messageId: id } }),
          }));
          expect({ status: row.status, reason: row.reason, vendorId: row.vendorId }).toEqual({ ...end, vendorId });
          // Nothing that was told is forgotten.
          expect(kept).toBe(all.length);
        }),
        { numRuns: orders },
      );
    },
    900_000,
  );
});
