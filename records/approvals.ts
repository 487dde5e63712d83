import { approvalOf, raiseCause } from './causes.ts';
import type { Tenant } from './database.ts';
import { lockMessage } from './messages.ts';
import { writeQuestion } from './owner-questions.ts';

type Waiting = { id: string; enrollmentId: string; stepId: string };

/**
 * From now on a written message waits for somebody's yes, until `usefulUntil`. Returns the question that was asked for
 * it, `null` when it was asked before; undefined when nobody has to say anything any more.
 */
export async function awaitApproval(
  tenant: Tenant,
  { id, enrollmentId, stepId }: Waiting,
  usefulUntil: Date,
  at: Date,
): Promise<string | null | undefined> {
  const row = await lockMessage(tenant, id);
  if (row?.status !== 'rendered' || row.approvedAt) return undefined;
  await raiseCause(tenant, approvalOf(id), at);
  const question = { enrollmentId, stepId, question: '', dueAt: usefulUntil, silence: 'no', messageId: id } as const;
  return writeQuestion(tenant, question, at);
}

/** Messages of an enrollment that nobody waits for any more hold nothing. */
export async function dropApprovals(tenant: Tenant, enrollmentId: string, { all }: { all: boolean }): Promise<void> {
  const over = await tenant.db.message.findMany({
    where: { enrollmentId, ...(all ? {} : { status: { not: 'rendered' } }) },
    select: { id: true },
  });
  await tenant.db.cause.deleteMany({
    where: { organizationId: tenant.id, kind: 'approval', scope: { in: over.map(({ id }) => id) } },
  });
}
