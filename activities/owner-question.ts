import type { Advanced } from '../journeys/advance.ts';
import { stepById } from '../journeys/definition.ts';
import { templateFacts } from '../journeys/fields.ts';
import { nestValues, render } from '../journeys/templates.ts';
import type { Tenant } from '../records/database.ts';
import type { LoadedEnrollment } from '../records/loaded-enrollment.ts';
import { writeQuestion } from '../records/owner-questions.ts';
import type { Dependencies } from './dependencies.ts';
import { tellQuestion } from './tell-question.ts';
import type { WrittenNotice } from './tell-team.ts';

/**
 * Writes the question of a step that waits for its answer now, and what tells people of it; once. Start the messages
 * when the transaction is over.
 */
export async function putQuestion(
  tenant: Tenant,
  deps: Dependencies,
  loaded: LoadedEnrollment,
  stepId: string,
  { next }: Advanced,
): Promise<WrittenNotice[]> {
  const step = stepById(loaded.definition, stepId);
  if (step?.kind !== 'ask_owner' || next.kind !== 'wait') return [];
  const { customer, organization, event, past } = loaded;
  const values = nestValues(templateFacts(customer, organization, event?.facts ?? {}, past));
  const written = render('sms', step.question, values);
  // A question that cannot be filled in is asked as it stands: the people of the business can read it.
  const question = written.ok ? written.text : step.question;
  const { silence } = step;
  const at = deps.clock();
  const id = await writeQuestion(tenant, { enrollmentId: loaded.id, stepId, question, dueAt: next.due, silence }, at);
  return id === null ? [] : tellQuestion(tenant, deps, id, at);
}

/** Sends off what is written and committed; what is not started here is found by the worker. */
export async function startNotices(
  { temporal, log }: Pick<Dependencies, 'temporal' | 'log'>,
  organizationId: string,
  notices: readonly WrittenNotice[],
): Promise<void> {
  const started = await Promise.allSettled(
    notices.map((notice) => temporal.startMessage({ organizationId, ...notice })),
  );
  const failed = started.filter(({ status }) => status === 'rejected').length;
  if (failed > 0) log.warn({ failed }, 'notices to the team were not started; they are picked up later');
}
