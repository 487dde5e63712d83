import type { Definition, Step } from './definition.ts';
import { isMessage, waysOf } from './message-texts.ts';
import type { PublishContext } from './publish-check-problem.ts';
import { sampleSegments } from './sample-segments.ts';
import { stepById } from './tree.ts';
import { mostInAll, type WorstCase, worstCase } from './worst-case.ts';

/**
 * US dollars for one text within the United States: 0.0083 at Twilio and about 0.0035 of the phone company
 * (twilio.com/en-us/sms/pricing/us and the carriers' fees, read November 2026). Elsewhere it differs.
 */
export const usualTextPrice = 0.0118;

/** What one customer can come to: `texts` as they are billed, one for each segment; `cost` in US dollars, about. */
export type Figures = WorstCase & { texts: number; cost: number };

/** The most that one enrollment can send, and about what its texts cost; filled with samples. */
export function figuresOf(definition: Definition, context: Pick<PublishContext, 'providers'>): Figures {
  const texts = mostInAll(definition, (step) => segmentsOfStep(step, definition, context));
  return { ...worstCase(definition), texts, cost: Math.round(texts * usualTextPrice * 10_000) / 10_000 };
}

function segmentsOfStep(step: Step, definition: Definition, context: Pick<PublishContext, 'providers'>): number {
  if (!isMessage(step)) return 0;
  const [way] = waysOf(definition, step).filter(({ channel }) => channel === 'sms');
  const text = way ? stepById(way.definition, step.id) : null;
  return way && text?.kind === 'send_sms' ? sampleSegments(text, way.definition, context).segments : 0;
}
