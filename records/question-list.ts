import type { Answer } from '../journeys/steps/step.ts';
import { Prisma } from '../prisma/generated/client.ts';
import type { Tenant } from './database.ts';

/** Something that people of the business are asked: by a step of a journey, or whether a message may leave. */
export type Question = {
  id: string;
  enrollmentId: string;
  stepId: string;
  /** Empty for a message: its own words are the question. */
  question: string;
  customer: { id: string; name: string };
  journey: { id: string; name: string };
  message: { id: string; channel: 'email' | 'sms'; to: string | null; subject: string | null; text: string } | null;
  askedAt: Date;
  /** Until when it can be answered, and what counts when nobody does. */
  dueAt: Date;
  silence: Answer;
  answer: Answer | null;
  answeredAt: Date | null;
  answeredVia: 'app' | 'link' | 'sms' | null;
  /** The journey still stands there and waits for it. */
  stands: boolean;
};

/** One question; null when it is not this organization's. */
export async function readQuestion(tenant: Tenant, id: string): Promise<Question | null> {
  const [row] = await read(tenant, Prisma.sql`q.id = ${id}::uuid`, Prisma.sql`ORDER BY q.id`, 1);
  return row ?? null;
}

/** Whether somebody may still answer. */
export const isOpenAt = ({ answer, dueAt, stands }: Question, at: Date): boolean =>
  answer === null && stands && dueAt > at;

const isOpen = (at: Date) => Prisma.sql`q.answer IS NULL AND q.due_at > ${at} AND ${stands}`;

/** The questions that wait for an answer, the most urgent first; or those that are over, the newest first. */
export function listQuestions(
  tenant: Tenant,
  { open, limit }: { open: boolean; limit: number },
  at: Date,
): Promise<Question[]> {
  return open
    ? read(tenant, isOpen(at), Prisma.sql`ORDER BY q.due_at, q.id`, limit)
    : read(tenant, Prisma.sql`NOT (${isOpen(at)})`, Prisma.sql`ORDER BY q.asked_at DESC, q.id`, limit);
}

/** How many questions wait for an answer. */
export async function countOpenQuestions(tenant: Tenant, at: Date): Promise<number> {
  const [row] = await tenant.db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count ${from} WHERE q.organization_id = ${tenant.id}::uuid AND ${isOpen(at)}`;
  return row?.count ?? 0;
}

/** What an answer by text from this number is about: the open question that it was told of last. */
export async function newestToldOf(tenant: Tenant, number: string, at: Date): Promise<string | null> {
  const [row] = await tenant.db.$queryRaw<{ id: string }[]>`
    SELECT q.id ${from}
    JOIN afterjob.messages AS notice ON notice.organization_id = q.organization_id AND notice.question_id = q.id
    WHERE q.organization_id = ${tenant.id}::uuid AND notice.channel = 'sms' AND notice.to_address = ${number}
      AND notice.first_attempt_at IS NOT NULL AND ${isOpen(at)}
    ORDER BY notice.first_attempt_at DESC, notice.id DESC LIMIT 1`;
  return row?.id ?? null;
}

/** Of how many questions people were told since then. */
export async function questionsToldSince(tenant: Tenant, since: Date): Promise<number> {
  const [row] = await tenant.db.$queryRaw<{ count: number }[]>`
    SELECT count(DISTINCT m.question_id)::int AS count FROM afterjob.messages AS m
    WHERE m.organization_id = ${tenant.id}::uuid AND m.question_id IS NOT NULL AND m.created_at > ${since}`;
  return row?.count ?? 0;
}

const from = Prisma.sql`FROM afterjob.owner_questions AS q
  JOIN afterjob.sequence_enrollments AS e ON e.organization_id = q.organization_id AND e.id = q.enrollment_id
  LEFT JOIN afterjob.messages AS m ON m.organization_id = q.organization_id AND m.id = q.message_id`;

/** A message is asked about before the step that waits for it is stored. */
const stands = Prisma.sql`(e.status IN ('new', 'active', 'held') AND (e.step_id = q.step_id OR q.asked_at >= e.last_step_at)
  AND (m.id IS NULL OR (m.status = 'rendered' AND m.approved_at IS NULL)))`;

type Row = Omit<Question, 'customer' | 'journey' | 'message'> & {
  customerId: string;
  customerName: string;
  journeyId: string;
  journeyName: string;
  messageId: string | null;
  channel: 'email' | 'sms';
  toAddress: string | null;
  subject: string | null;
  bodyText: string | null;
};

async function read(tenant: Tenant, where: Prisma.Sql, order: Prisma.Sql, limit: number): Promise<Question[]> {
  const rows = await tenant.db.$queryRaw<Row[]>`
    SELECT q.id, q.enrollment_id AS "enrollmentId", q.step_id AS "stepId", q.question, q.asked_at AS "askedAt",
      q.due_at AS "dueAt", q.silence, q.answer, q.answered_at AS "answeredAt", q.answered_via AS "answeredVia",
      ${stands} AS stands, c.id AS "customerId", c.name AS "customerName", j.id AS "journeyId", j.name AS "journeyName",
      m.id AS "messageId", m.channel, m.to_address AS "toAddress", m.subject, m.body_text AS "bodyText"
    ${from}
    JOIN afterjob.customers AS c ON c.organization_id = e.organization_id AND c.id = e.customer_id
    JOIN afterjob.journeys AS j ON j.organization_id = e.organization_id AND j.id = e.journey_id
    WHERE q.organization_id = ${tenant.id}::uuid AND ${where} ${order} LIMIT ${limit}`;
  return rows.map(toQuestion);
}

function toQuestion(row: Row): Question {
  const { customerId, customerName, journeyId, journeyName, messageId, channel, toAddress, subject, bodyText } = row;
  const { id, enrollmentId, stepId, question, askedAt, dueAt, silence, answer, answeredAt, answeredVia, stands } = row;
  const message = messageId && { id: messageId, channel, to: toAddress, subject, text: bodyText ?? '' };
  return {
    ...{ id, enrollmentId, stepId, question, askedAt, dueAt, silence, answer, answeredAt, answeredVia, stands },
    customer: { id: customerId, name: customerName },
    journey: { id: journeyId, name: journeyName },
    message: message || null,
  };
}
