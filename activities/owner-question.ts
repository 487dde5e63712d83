import type { Advanced } from '../journeys/advance.ts';
import { stepById } from '../journeys/definition.ts';
import { templateFacts } from '../journeys/fields.ts';
import { nestValues, render } from '../journeys/templates.ts';
import type { Tenant } from '../records/database.ts';
import type { LoadedEnrollment } from '../records/loaded-enrollment.ts';
import { writeQuestion } from '../records/owner-questions.ts';

/** Writes the question of a step that waits for its answer now; once. */
export async function putQuestion(
  tenant: Tenant,
  loaded: LoadedEnrollment,
  stepId: string,
  { next }: Advanced,
  at: Date,
): Promise<void> {
  const step = stepById(loaded.definition, stepId);
  if (step?.kind !== 'ask_owner' || next.kind !== 'wait') return;
  const { customer, organization, event, past } = loaded;
  const values = nestValues(templateFacts(customer, organization, event?.facts ?? {}, past));
  const written = render('sms', step.question, values);
  // A question that cannot be filled in is asked as it stands: the people of the business can read it.
  const question = written.ok ? written.text : step.question;
  const { silence } = step;
  await writeQuestion(tenant, { enrollmentId: loaded.id, stepId, question, dueAt: next.due, silence }, at);
}
