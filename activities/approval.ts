import { awaitApproval } from '../records/approvals.ts';
import type { Tenant } from '../records/database.ts';
import type { LoadedEnrollment } from '../records/loaded-enrollment.ts';
import type { LedgerRow } from '../records/messages.ts';
import { held, type SendResult } from './deliver.ts';
import type { Dependencies } from './dependencies.ts';
import { leaveOut } from './leave-out.ts';
import { startNotices } from './owner-question.ts';
import { tellQuestion } from './tell-question.ts';

/** Holds a written message of a journey that is reviewed until somebody of the business has read it. Null: it may go. */
export async function reviewed(
  deps: Dependencies,
  organizationId: string,
  { definition, id: enrollmentId }: LoadedEnrollment,
  { id, stepId, approvedAt }: LedgerRow,
  usefulUntil: Date,
): Promise<SendResult | null> {
  if (!definition.review || approvedAt || stepId === null) return null;
  const at = deps.clock();
  const within = <T>(work: (tenant: Tenant) => Promise<T>) => deps.database.withOrganization(organizationId, work);
  // Nobody has read it while it helped.
  if (at >= usefulUntil) return within((tenant) => leaveOut(tenant, id, 'useless', at));
  const notices = await within(async (tenant) => {
    const questionId = await awaitApproval(tenant, { id, enrollmentId, stepId }, usefulUntil, at);
    if (questionId === undefined) return null;
    return questionId === null ? [] : tellQuestion(tenant, deps, questionId, at);
  });
  // Somebody decided just now.
  if (!notices) return { kind: 'changed' };
  await startNotices(deps, organizationId, notices);
  return held('approval', id, id);
}
