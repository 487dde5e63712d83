import type { Definition } from '../definition.ts';
import { asksOf } from './asks.ts';

const unknown = {
  visits_unknown: 'Which visits were planned at that time is not known: as if there were none.',
  quotes_unknown: 'A quote counts as open until it was approved; whether it was declined or archived is not known.',
};

/** The words for what one message took for granted. */
export const assumptionWords = (code: string): string =>
  Object.entries(unknown).find(([key]) => key === code)?.[1] ?? code;

/** What a rehearsal takes for granted, in words for owners; the first ones matter most. */
export function assumptionsOf(
  definition: Definition,
  { warmUpDays, isWhole }: { warmUpDays: number; isWhole: boolean },
): { code: string; words: string }[] {
  const asks = asksOf(definition);
  const said: [string, string, boolean][] = [
    ['events_missing', 'There were more events than fit: the oldest of them are left out.', !isWhole],
    [
      'nobody_reacts',
      asks.reactions
        ? 'Nobody knows who would have answered or opened a link: as if nobody had. So fewer would have gone out than you see here.'
        : 'Every message arrives, and nobody reacts to it.',
      true,
    ],
    ['owner_silent', 'You would have been asked. As if you had given no answer, or said yes to a message.', asks.owner],
    [
      'as_of_today',
      'Names, addresses, numbers, tags of customers and what their system says of consent are those of today. Who opted out here counts from the day they did.',
      true,
    ],
    ['visits_unknown', unknown.visits_unknown, asks.truths.has('no_open_visit')],
    ['quotes_unknown', unknown.quotes_unknown, asks.truths.has('quote_open')],
    ['heard_at_once', 'What happened before you connected counts as heard of when it happened.', true],
    [
      'warmed_up',
      `As if the journey had run for ${warmUpDays} days already, so that nobody is written to again too soon.`,
      warmUpDays > 0,
    ],
    ['nothing_held', 'Nothing waits: connections, senders and the sending services were always there.', true],
  ];
  return said.flatMap(([code, words, holds]) => (holds ? { code, words } : []));
}
