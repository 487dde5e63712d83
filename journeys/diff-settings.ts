import type { Definition } from './definition.ts';
import type { Change } from './diff.ts';
import { lengthWords, plain } from './step-words.ts';

type Rule = Exclude<keyof Definition, 'format' | 'steps'>;
type Said = (after: Definition, before: Definition, labels: Readonly<Record<string, string>>) => string;

/** What a rule of the whole journey says now. The compiler asks for every rule. */
const rules: { [Key in Rule]: Said } = {
  trigger: ({ trigger }, before, labels) =>
    `It starts from “${triggerWords(trigger, labels)}” now, not from “${triggerWords(before.trigger, labels)}”.`,
  purpose: ({ purpose }, before) => `Its purpose is “${plain(purpose)}” now, not “${plain(before.purpose)}”.`,
  filter: ({ filter }, before) =>
    filter === null
      ? 'Everybody may enter now.'
      : before.filter === null
        ? 'Only those enter now for whom its conditions hold.'
        : 'The conditions for entering are changed.',
  reentry: ({ reentry }) => `Who may enter again: ${reentryWords(reentry)}.`,
  exclusive: ({ exclusive }) =>
    exclusive === null
      ? 'One person may be in it and in any other at the same time now.'
      : `One person is in one journey of the group “${exclusive}” at a time now.`,
  latenessHours: ({ latenessHours }) =>
    latenessHours === null
      ? 'What is late is judged by its purpose now.'
      : `What is older than ${lengthWords({ amount: latenessHours, unit: 'hours' })} starts nothing now.`,
  late: ({ late }) =>
    late === 'ask' ? 'What was heard of too late is asked about now.' : 'What was heard of too late is left out now.',
  exits: ({ exits }, before) => exitWords(before.exits, exits),
  window: ({ window }) =>
    window === null ? 'Its messages leave in the hours of the business now.' : 'The hours of its messages are changed.',
  usefulForHours: ({ usefulForHours }) =>
    usefulForHours === null
      ? 'Its messages help as long as its purpose says now.'
      : `Its messages help for ${lengthWords({ amount: usefulForHours, unit: 'hours' })} now.`,
  caps: ({ caps }) =>
    caps === null
      ? 'One person gets as many messages of it as of others now.'
      : `One person gets at most ${caps.perDay} messages a day and ${caps.perWeek} in seven days now.`,
  review: ({ review }) =>
    review ? 'Every message waits for your yes now.' : 'No message waits for your yes any more.',
};

/** The rules that are others in the later definition. */
export function settingChanges(
  before: Definition,
  after: Definition,
  labels: Readonly<Record<string, string>>,
): Change[] {
  return (Object.keys(rules) as Rule[])
    .filter((rule) => JSON.stringify(before[rule]) !== JSON.stringify(after[rule]))
    .map((rule) => ({ what: 'rule', stepId: null, words: rules[rule](after, before, labels) }));
}

function triggerWords(trigger: Definition['trigger'], labels: Readonly<Record<string, string>>): string {
  if (!trigger) return 'nothing';
  return labels[`${trigger.provider}:${trigger.type}`] ?? plain(trigger.type);
}

function reentryWords(reentry: Definition['reentry']): string {
  switch (reentry.rule) {
    case 'every_time':
      return 'everybody, every time';
    case 'once_per_entity':
      return 'once for each job, visit, quote or invoice';
    case 'once_per_customer':
      return 'nobody, each customer enters once';
    case 'not_while_active':
      return 'who is not on the way in it';
    case 'not_within_days':
      return `after ${lengthWords({ amount: reentry.days, unit: 'days' })}`;
  }
}

function exitWords(before: Definition['exits'], after: Definition['exits']): string {
  const said = (exits: Definition['exits']) => exits.map(({ on }) => `“${plain(on)}”`);
  const fresh = said(after).filter((each) => !said(before).includes(each));
  const gone = said(before).filter((each) => !said(after).includes(each));
  const parts = [
    ...(fresh.length > 0 ? [`it ends early at ${fresh.join(', ')} now`] : []),
    ...(gone.length > 0 ? [`${gone.join(', ')} ${gone.length === 1 ? 'ends' : 'end'} it no more`] : []),
  ];
  const words = parts.join(', and ') || 'what ends it early is changed';
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
