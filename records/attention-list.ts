import { Prisma } from '../prisma/generated/client.ts';
import { attention } from './attention.ts';
import { countProposals } from './customer-match-list.ts';
import type { Tenant } from './database.ts';
import { type ListedMessage, messagesByIds } from './message-list.ts';
import { countOpenQuestions } from './question-list.ts';

/** What waits for somebody of the business, by what it is. */
export type AttentionCounts = {
  /** Messages of which nobody knows whether they arrived. */
  review: number;
  /** The same, while the sending service is still asked about them. */
  unknown: number;
  /** Messages that did not arrive, of the last 30 days, until somebody has seen it. */
  failed: number;
  /** People whose step cannot be done. */
  held: number;
  /** Events that came too late, where the journey leaves it to the owner. */
  asked: number;
  questions: number;
  matches: number;
  twins: number;
};

const shownMs = 30 * 24 * 60 * 60_000;

/** A test tells its sender at once; what left by the other channel instead has arrived in a way. */
const failed = (tenant: Tenant, at: Date) => Prisma.sql`m.organization_id = ${tenant.id}::uuid
  AND m.status IN ('failed', 'bounced', 'complained') AND m.created_at > ${new Date(at.getTime() - shownMs)}
  AND m.kind <> 'test' AND m.seen_at IS NULL AND m.reviewed_at IS NULL
  AND NOT EXISTS (SELECT FROM afterjob.messages AS f WHERE f.organization_id = m.organization_id AND f.fallback_of = m.id)`;

/** How much waits, by its kind. */
export async function countAttention(tenant: Tenant, at: Date): Promise<AttentionCounts> {
  const [row] = await tenant.db.$queryRaw<Omit<AttentionCounts, 'questions' | 'matches' | 'twins'>[]>`
    SELECT
      (SELECT count(*)::int FROM afterjob.messages AS m
        WHERE m.organization_id = ${tenant.id}::uuid AND m.status = 'review') AS review,
      (SELECT count(*)::int FROM afterjob.messages AS m
        WHERE m.organization_id = ${tenant.id}::uuid AND m.status = 'unknown') AS unknown,
      (SELECT count(*)::int FROM afterjob.messages AS m WHERE ${failed(tenant, at)}) AS failed,
      (SELECT count(*)::int FROM afterjob.sequence_enrollments AS e
        WHERE e.organization_id = ${tenant.id}::uuid AND e.status = 'held' AND e.hold_reason = ${attention}) AS held,
      (SELECT count(*)::int FROM afterjob.decisions AS d
        WHERE d.organization_id = ${tenant.id}::uuid AND d.outcome = 'asked') AS asked`;
  if (!row) throw new Error('A count has no row');
  return {
    ...row,
    questions: await countOpenQuestions(tenant, at),
    matches: await countProposals(tenant),
    twins: await tenant.db.twin.count({ where: { organizationId: tenant.id, status: 'proposed' } }),
  };
}

/** Messages that did not arrive and that nobody has seen yet, the newest first. */
export async function listUnseenFailures(
  tenant: Tenant,
  { before, limit }: { before: { value: string; id: string } | null; limit: number },
  at: Date,
): Promise<ListedMessage[]> {
  const behind = before
    ? Prisma.sql`AND (m.created_at, m.id) < (${new Date(before.value)}, ${before.id}::uuid)`
    : Prisma.empty;
  const rows = await tenant.db.$queryRaw<{ id: string }[]>`
    SELECT m.id FROM afterjob.messages AS m WHERE ${failed(tenant, at)} ${behind}
    ORDER BY m.created_at DESC, m.id DESC LIMIT ${limit}`;
  return messagesByIds(
    tenant,
    rows.map(({ id }) => id),
  );
}

/**
 * Somebody has seen that these did not arrive.
 * @param messageIds null: all of them
 * @returns how many there were
 */
export function markFailuresSeen(
  tenant: Tenant,
  { messageIds, by }: { messageIds: readonly string[] | null; by: string },
  at: Date,
): Promise<number> {
  const chosen = messageIds ? Prisma.sql`AND m.id = ANY (${[...messageIds]}::uuid[])` : Prisma.empty;
  return tenant.db.$executeRaw`
    UPDATE afterjob.messages AS m SET seen_at = ${at}, seen_by = ${by}::uuid WHERE ${failed(tenant, at)} ${chosen}`;
}
