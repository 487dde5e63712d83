import type { Definition, Step } from './definition.ts';
import { error, type Problem, type PublishContext } from './publish-check-problem.ts';
import { isReaction, type Reaction } from './reactions.ts';
import { allSteps, places, stepsBefore } from './tree.ts';

const link = /https?:\/\/|[._](?:link|url)\b/i;

/** What stands in the way where a journey waits for something that nobody can do, or ends by it. */
export function reactionProblems(definition: Definition, { linksTracked }: PublishContext): Problem[] {
  const all = places(definition);
  const waits = all.flatMap(({ step, path }) => {
    if (step.kind !== 'wait_for' || !isReaction(step.for)) return [];
    return impossible(step.for, stepsBefore(all, step.id), linksTracked).map(([code, message]) =>
      error(`${path}.for`, code, message),
    );
  });
  const ends = definition.exits.flatMap(({ on, about }, index) => {
    // Any text of the same customer may come, whatever this journey sends.
    if (!isReaction(on) || (on === 'replied' && about === 'customer')) return [];
    return impossible(on, allSteps(definition), linksTracked).map(([code, message]) =>
      error(`exits.${index}.on`, code, message),
    );
  });
  return [...waits, ...ends];
}

function impossible(
  reaction: Reaction,
  before: readonly Step[],
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
