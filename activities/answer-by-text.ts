import { answerIn } from '../journeys/question-notice.ts';
import type { Cause } from '../records/causes.ts';
import type { Tenant } from '../records/database.ts';
import type { Inbound, Received } from '../records/inbound.ts';
import { listTargets } from '../records/notification-targets.ts';
import { answerQuestion } from '../records/owner-questions.ts';
import { newestToldOf } from '../records/question-list.ts';
import type { Dependencies } from './dependencies.ts';
import { tellAnswered } from './tell-question.ts';
import type { WrittenNotice } from './tell-team.ts';

export type AnswerByText = { enrollmentId: string; wake: Cause | null; notices: WrittenNotice[] };

/**
 * Takes YES or NO from somebody of the business as the answer to the open question that their number was told of last,
 * and writes back what it was taken for. Null: it is something else. Wake the enrollment afterwards.
 */
export async function answerByText(
  tenant: Tenant,
  deps: Dependencies,
  { channel, from, text }: Pick<Inbound, 'channel' | 'from' | 'text'>,
  { id, isReply }: Received,
): Promise<AnswerByText | null> {
  const answer = channel === 'sms' && isReply ? answerIn(text) : null;
  if (!answer) return null;
  const targets = await listTargets(tenant);
  if (!targets.some((target) => target.channel === 'sms' && target.address === from)) return null;
  const at = deps.clock();
  const questionId = await newestToldOf(tenant, from, at);
  if (questionId === null) return null;
  const answered = await answerQuestion(tenant, questionId, { answer, by: null, via: 'sms' }, at);
  if (answered.kind !== 'answered') return null;
  const notices = await tellAnswered(tenant, deps, { questionId, inboundId: id, from }, at);
  return { enrollmentId: answered.question.enrollmentId, wake: answered.wake, notices };
}
