import { onHoldWords } from '../journeys/words.ts';
import type { Manifest } from '../providers/provider.ts';
import type { AttentionCounts } from '../records/attention-list.ts';
import type { Held } from '../records/dashboard-troubles.ts';
import type { DashboardProblem } from './schemas.ts';

type Found = {
  broken: readonly { provider: string; held: number }[];
  silent: readonly string[];
  held: readonly Held[];
  attention: AttentionCounts;
  unread: number;
};

/** What an owner has to know first, the most pressing first: broken connections, then people, then messages. */
export function dashboardProblems(
  { broken, silent, held, attention, unread }: Found,
  manifests: Readonly<Record<string, Manifest>>,
): DashboardProblem[] {
  const nameOf = (provider: string) => manifests[provider]?.name ?? provider;
  const waiting = { ...attention, unread };
  return [
    ...broken.map(({ provider, held: count }) =>
      problem('reconnect', provider, count, reconnectWords(nameOf(provider))),
    ),
    ...silent.map((provider) => problem('silent', provider, 0, silentWords(nameOf(provider)))),
    ...held.map(({ reason, count }) => problem('held', reason, count, onHoldWords(reason))),
    ...order.flatMap((kind) => (waiting[kind] > 0 ? problem(kind, kind, waiting[kind], words[kind]) : [])),
  ];
}

const problem = (kind: DashboardProblem['kind'], code: string, count: number, said: string): DashboardProblem => ({
  ...{ kind, code, count, words: said },
});

const reconnectWords = (name: string) => `${name} needs to be reconnected. What waits goes on by itself afterwards.`;
const silentWords = (name: string) =>
  `${name} sends no news: what happens there is only found by looking, so messages may start late. Check its webhooks.`;

const words = {
  review: 'It is not known whether they arrived. Say what you know, so that they are neither lost nor sent twice.',
  failed: 'They did not arrive in the last 30 days, and nobody has looked at them yet. Each says why.',
  questions: 'A journey waits for your answer. When its time is over, it goes on without it.',
  asked: 'Something was heard of too late. Say whether its journey still starts.',
  unread: 'Customers have answered, and nobody has read it yet.',
  unknown: 'The answer of the sending service was lost. It is being asked; nothing is sent again meanwhile.',
  matches: 'Two records may be the same person. Say so, and nobody gets the same message twice.',
  twins: 'An invoice or quote may stand in two systems. Say so, and nobody is reminded twice.',
} satisfies Partial<Record<DashboardProblem['kind'], string>>;
const order = Object.keys(words) as (keyof typeof words)[];
