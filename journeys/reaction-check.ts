import type { Definition, StepOf } from './definition.ts';
import type { Problem } from './publish-check.ts';
import { isReaction, type Reaction } from './reactions.ts';

const link = /https?:\/\/|_(?:link|url)\b/i;

/** What stands in the way where a journey waits for something that nobody can do, or ends by it. */
export function reactionProblems(definition: Definition, linksTracked: boolean | undefined): Problem[] {
  const { steps, exits } = definition;
  const error = (path: string, code: string, message: string): Problem => ({ path, code, message, severity: 'error' });
  const waits = steps.flatMap((step, index) => {
    if (step.kind !== 'wait_for') return [];
    return impossible(step.for, steps.slice(0, index), linksTracked).map(([code, message]) =>
      error(`steps.${index}.for`, code, message),
    );
  });
  const ends = exits.flatMap(({ on, about }, index) => {
    // Any text of the same customer may come, whatever this journey sends.
    if (!isReaction(on) || (on === 'replied' && about === 'customer')) return [];
    return impossible(on, steps, linksTracked).map(([code, message]) => error(`exits.${index}.on`, code, message));
  });
  return [...waits, ...ends];
}

/** A wait that ends the journey whatever happens: what stands behind it is never reached. */
export const alwaysEnds = ({ happened, timedOut }: StepOf<'wait_for'>): boolean =>
  happened === 'end' && timedOut === 'end';

function impossible(
  reaction: Reaction,
  before: Definition['steps'],
  linksTracked: boolean | undefined,
): [code: string, message: string][] {
  if (reaction === 'replied') {
    if (before.some(({ kind }) => kind === 'send_sms')) return [];
    return [
      ['nobody_can_reply', 'Nobody can answer: no text goes out before this. Emails are answered to your mailbox.'],
    ];
  }
  if (linksTracked === false) {
    return [
      ['links_not_tracked', 'Opened links are not counted. Switch it on under Settings, Brand, or choose another.'],
    ];
  }
  const texts = before.flatMap((step) => (step.kind === 'send_email' || step.kind === 'send_sms' ? step.body : []));
  if (texts.some((text) => link.test(text))) return [];
  return [['nothing_to_click', 'Nobody can open a link: no message before this has one.']];
}
