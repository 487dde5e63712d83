import type { Answer } from '../journeys/steps/step.ts';
import { approvalOf, type Cause, clearCause } from './causes.ts';
import type { Tenant } from './database.ts';
import { lockMessage, moveMessage } from './messages.ts';
import { isOpenAt, type Question, readQuestion } from './question-list.ts';

export type NewQuestion = {
  enrollmentId: string;
  stepId: string;
  question: string;
  /** The answer that counts when nobody gives one by then. */
  dueAt: Date;
  silence: Answer;
  /** The written message that it is about; null: a question of the journey. */
  messageId?: string | null;
};

/** Writes a question to the people of the business; null when it was written before. */
export async function writeQuestion(tenant: Tenant, question: NewQuestion, at: Date): Promise<string | null> {
  const [row] = await tenant.db.ownerQuestion.createManyAndReturn({
    data: [{ ...question, organizationId: tenant.id, askedAt: at }],
    skipDuplicates: true,
    select: { id: true },
  });
  return row?.id ?? null;
}

/** `by`: a user; null for whoever holds the link or the number. */
export type Given = { answer: Answer; by: string | null; via: 'app' | 'link' | 'sms' };

export type Answered =
  /** `wake`: what held the enrollment until now; null: nudge it. */
  | { kind: 'answered'; question: Question; wake: Cause | null }
  /** Answered before, or its time is over; `question` says which. */
  | { kind: 'over'; question: Question }
  | { kind: 'missing' };

/** Keeps an answer and records it for the enrollment; the first one counts. Wake the enrollment afterwards. */
export async function answerQuestion(tenant: Tenant, questionId: string, given: Given, at: Date): Promise<Answered> {
  await tenant.db.$queryRaw`SELECT 1 FROM afterjob.owner_questions
    WHERE organization_id = ${tenant.id}::uuid AND id = ${questionId}::uuid FOR UPDATE`;
  const question = await readQuestion(tenant, questionId);
  if (!question) return { kind: 'missing' };
  if (!isOpenAt(question, at)) return { kind: 'over', question };
  const { answer, by, via } = given;
  const wake = question.message ? await decide(tenant, question.message.id, given, at) : null;
  // The message left, or will not, by what somebody else did in the meantime.
  if (wake === undefined) return { kind: 'over', question };
  await tenant.db.ownerQuestion.update({
    where: { id: questionId },
    data: { answer, answeredAt: at, answeredBy: by, answeredVia: via },
  });
  if (!wake) {
    const { enrollmentId, stepId } = question;
    await tenant.db.enrollmentRecord.create({
      data: { organizationId: tenant.id, enrollmentId, stepId, kind: `answer_${answer}`, byUser: by, recordedAt: at },
    });
  }
  return { kind: 'answered', question: { ...question, answer, answeredAt: at, answeredVia: via }, wake };
}

/** Lets a message leave, or leaves it out. Undefined: there is nothing to decide about it any more. */
async function decide(tenant: Tenant, messageId: string, { answer, by }: Given, at: Date): Promise<Cause | undefined> {
  const row = await lockMessage(tenant, messageId);
  if (row?.status !== 'rendered' || row.approvedAt) return undefined;
  if (answer === 'yes') {
    await tenant.db.message.update({ where: { id: messageId }, data: { approvedAt: at, approvedBy: by } });
  } else {
    await moveMessage(tenant, messageId, { status: 'skipped', reason: 'declined', source: 'owner' }, at);
  }
  const cause = approvalOf(messageId);
  await clearCause(tenant, cause);
  return cause;
}
