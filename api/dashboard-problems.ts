import { onHoldWords } from '../journeys/words.ts';
import type { Manifest } from '../providers/provider.ts';
import type { Troubles } from '../records/dashboard-troubles.ts';
import type { DashboardProblem } from './schemas.ts';

type Found = Troubles & { broken: readonly { provider: string; held: number }[]; silent: readonly string[] };

/** What an owner has to know first, the most pressing first: broken connections, then people, then messages. */
export function dashboardProblems(
  { broken, silent, held, messages, questions, unread }: Found,
  manifests: Readonly<Record<string, Manifest>>,
): DashboardProblem[] {
  const nameOf = (provider: string) => manifests[provider]?.name ?? provider;
  return [
    ...broken.map(({ provider, held: count }) =>
      problem('reconnect', provider, count, reconnectWords(nameOf(provider))),
    ),
    ...silent.map((provider) => problem('silent', provider, 0, silentWords(nameOf(provider)))),
    ...held.map(({ reason, count }) => problem('held', reason, count, onHoldWords(reason))),
    ...[...messages]
      .sort((one, other) => order.indexOf(one.status) - order.indexOf(other.status))
      .map(({ status, count }) => problem('message', status, count, messageWords[status] ?? status)),
    problem(
      'question',
      'question',
      questions,
      'A journey waits for your answer. When its time is over, it goes on without it.',
    ),
    problem('unread', 'unread', unread, 'Customers have answered, and nobody has read it yet.'),
  ].filter(({ kind, count }) => count > 0 || kind === 'reconnect' || kind === 'silent');
}

const problem = (kind: DashboardProblem['kind'], code: string, count: number, words: string): DashboardProblem => ({
  ...{ kind, code, count, words },
});

const reconnectWords = (name: string) => `${name} needs to be reconnected. What waits goes on by itself afterwards.`;

const silentWords = (name: string) =>
  `${name} sends no news: what happens there is only found by looking, so messages may start late. Check its webhooks.`;

const messageWords: Record<string, string> = {
  review: 'It is not known whether they arrived. Say what you know, so that they are neither lost nor sent twice.',
  unknown: 'The answer of the sending service was lost. It is being asked; nothing is sent again meanwhile.',
  failed: 'They were not sent. Each says why.',
  bounced: 'The address does not exist or refuses mail. Correct it where the customer comes from.',
  complained: 'The recipients marked them as unwanted. They get no more of them.',
};
const order = Object.keys(messageWords);
