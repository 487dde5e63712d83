import { defaults } from '../journeys/defaults.ts';
import { answeredText, type QuestionNotice, questionEmail, questionText } from '../journeys/question-notice.ts';
import type { Tenant } from '../records/database.ts';
import { writeSingleMessage } from '../records/messages.ts';
import { type NotificationTarget, targetsFor } from '../records/notification-targets.ts';
import { readOrganization } from '../records/organizations.ts';
import { countOpenQuestions, questionsToldSince, readQuestion } from '../records/question-list.ts';
import { questionToken } from '../records/question-tokens.ts';
import { findSender, fromLine } from '../records/senders.ts';
import type { Dependencies } from './dependencies.ts';
import type { WrittenNotice } from './tell-team.ts';

type Told = Pick<Dependencies, 'keys' | 'settings'>;

const hourMs = 60 * 60_000;

/**
 * Writes what tells the people of the business of a question; start the messages afterwards. Who gets many of them in
 * an hour is told of some: the rest stands in the list.
 */
export async function tellQuestion(tenant: Tenant, deps: Told, questionId: string, at: Date): Promise<WrittenNotice[]> {
  const question = await readQuestion(tenant, questionId);
  if (!question) return [];
  if ((await questionsToldSince(tenant, new Date(at.getTime() - hourMs))) >= defaults.noticesPerHour) return [];
  const { zone } = await readOrganization(tenant);
  const notice: QuestionNotice = {
    customerName: question.customer.name,
    question: question.question,
    message: question.message,
    dueAt: question.dueAt,
    silence: question.silence,
    link: `${deps.settings.publicUrl}/a/${questionToken(deps.keys, { organizationId: tenant.id, questionId })}`,
    zone,
  };
  const written: WrittenNotice[] = [];
  for (const target of await targetsFor(tenant, null)) {
    const words = target.channel === 'email' ? questionEmail(notice) : { subject: null, text: questionText(notice) };
    const messageId = await write(tenant, target, { ...words, questionId, answersId: null }, at);
    if (messageId) written.push({ messageId, channel: target.channel });
  }
  return written;
}

/** Writes back what an answer by text was taken for: a wrong one is seen at once. */
export async function tellAnswered(
  tenant: Tenant,
  { settings }: Told,
  answered: { questionId: string; inboundId: string; from: string },
  at: Date,
): Promise<WrittenNotice[]> {
  const { questionId, inboundId, from } = answered;
  const question = await readQuestion(tenant, questionId);
  if (!question?.answer) return [];
  const left = await countOpenQuestions(tenant, at);
  const text = answeredText(question.customer.name, question.answer, left, `${settings.publicUrl}/questions`);
  const words = { subject: null, text, questionId: null, answersId: inboundId };
  const messageId = await write(tenant, { channel: 'sms', address: from }, words, at);
  return messageId ? [{ messageId, channel: 'sms' }] : [];
}

type Words = { subject: string | null; text: string; questionId: string | null; answersId: string | null };

/** Null: there is nothing to send it from. */
async function write(
  tenant: Tenant,
  { channel, address }: Pick<NotificationTarget, 'channel' | 'address'>,
  { subject, text, questionId, answersId }: Words,
  at: Date,
): Promise<string | null> {
  const sender = await findSender(tenant, channel);
  if (!sender) return null;
  const from = { id: sender.id, from: fromLine(channel, sender), replyTo: null };
  const row = { kind: 'notice' as const, channel, to: address, sender: from, subject, text, html: null, headers: {} };
  return writeSingleMessage(tenant, { ...row, customerId: null, answersId, askedBy: null, questionId }, at);
}
