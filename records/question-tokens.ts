import type { KeyRing } from './encryption.ts';
import { readSignedIds, signIds } from './signed-ids.ts';

/** Whose link it is: whoever holds it answers one question of one organization. */
export type QuestionLink = { organizationId: string; questionId: string };

const use = 'answer';

/** The signed end of an answer link. It ends with its question: once that is answered or over, it only says so. */
export const questionToken = (keys: KeyRing, { organizationId, questionId }: QuestionLink): string =>
  signIds(keys, use, organizationId, questionId);

/** Null when it is not one of ours, or was signed by a key that is not on the ring any more. */
export function readQuestionToken(keys: KeyRing, token: string): QuestionLink | null {
  const [organizationId, questionId] = readSignedIds(keys, use, token) ?? [];
  return organizationId && questionId ? { organizationId, questionId } : null;
}
