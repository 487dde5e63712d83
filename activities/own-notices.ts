import { createHash } from 'node:crypto';
import { type EntityKey, stateKey } from '../journeys/observation.ts';
import { storeDeliveries } from '../records/deliveries.ts';
import type { Dependencies } from './dependencies.ts';

/**
 * Notices that we write ourselves: they concern their own entity, tell nothing of a time, and no provider sent them.
 * `sweep`: the entity changed and no webhook told; `due`: it may have begun by the clock.
 */
export const ownTopics = ['sweep', 'due'] as const;
export type OwnTopic = (typeof ownTopics)[number];

export const isOwnTopic = (topic: string): topic is OwnTopic => ownTopics.some((own) => own === topic);

export type OwnNotice = {
  entity: EntityKey;
  /** What tells it from another notice about the same entity; equal ones are one delivery. */
  news: string;
  /** What the provider says of the moment, where it does: an older answer is not believed. */
  changedAt: Date | null;
};

/** Puts our own notices into the inbox and tells their lanes. The rows come first; who is not told is found by the inbox sweep. */
export async function storeOwnNotices(
  { database, temporal, clock }: Pick<Dependencies, 'database' | 'temporal' | 'clock'>,
  { provider, accountId }: { provider: string; accountId: string },
  topic: OwnTopic,
  notices: readonly OwnNotice[],
): Promise<void> {
  if (notices.length === 0) return;
  const request = {
    source: provider,
    contentType: null,
    // Said by nobody: one raw request stands for all.
    body: Buffer.from(JSON.stringify({ afterjob: topic })),
    notices: notices.map(({ entity, news, changedAt }) => ({
      readable: true as const,
      topic,
      accountId,
      entity,
      occurredAt: changedAt,
      dedupeKey: createHash('sha256')
        .update(JSON.stringify([topic, accountId, stateKey(entity), news]))
        .digest('hex'),
    })),
  };
  const stored = (await storeDeliveries(database, [request], clock())).flat();
  for (const { source, lane, status } of stored) if (status === 'received') temporal.offerLane(source, lane);
}
