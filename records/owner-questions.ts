import type { Answer } from '../journeys/steps/step.ts';
import type { Tenant } from './database.ts';

export type NewQuestion = { enrollmentId: string; stepId: string; question: string; dueAt: Date; silence: Answer };

/** Writes a question to the people of the business; null when it was written before. */
export async function writeQuestion(tenant: Tenant, question: NewQuestion, at: Date): Promise<string | null> {
  const [row] = await tenant.db.ownerQuestion.createManyAndReturn({
    data: [{ ...question, organizationId: tenant.id, askedAt: at }],
    skipDuplicates: true,
    select: { id: true },
  });
  return row?.id ?? null;
}

export type Answered = { answered: true; enrollmentId: string } | { answered: false; reason: 'missing' | 'answered' };

/** Keeps an answer and records it for the enrollment; the first one counts. Nudge the workflow afterwards. */
export async function answerQuestion(
  tenant: Tenant,
  questionId: string,
  { answer, by }: { answer: Answer; by: string | null },
  at: Date,
): Promise<Answered> {
  const { count } = await tenant.db.ownerQuestion.updateMany({
    where: { id: questionId, answer: null },
    data: { answer, answeredAt: at, answeredBy: by },
  });
  const row = await tenant.db.ownerQuestion.findFirst({
    where: { id: questionId },
    select: { enrollmentId: true, stepId: true },
  });
  if (!row) return { answered: false, reason: 'missing' };
  if (count === 0) return { answered: false, reason: 'answered' };
  const { enrollmentId, stepId } = row;
  await tenant.db.enrollmentRecord.create({
    data: { organizationId: tenant.id, enrollmentId, stepId, kind: `answer_${answer}`, byUser: by, recordedAt: at },
  });
  return { answered: true, enrollmentId };
}
