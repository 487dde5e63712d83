import { lineWords, type Names } from '../journeys/words.ts';
import type { EnrollmentTimeline } from '../records/enrollment-list.ts';
import { iso, reasonOf } from './presented.ts';
import type { Timeline } from './schemas.ts';

type Step = Pick<
  EnrollmentTimeline['steps'][number],
  'id' | 'stepId' | 'code' | 'reason' | 'until' | 'messageId' | 'at'
>;

/** The lines of one enrollment's timeline, with what each says in words. */
export const presentSteps = (steps: readonly Step[], names: Names): Timeline['steps'] =>
  steps.map(({ id, stepId, code, reason, until, messageId, at }) => ({
    id: String(id),
    stepId,
    code,
    words: lineWords(code, reason),
    reason: reasonOf(reason, names),
    until: iso(until),
    messageId,
    at: at.toISOString(),
  }));
