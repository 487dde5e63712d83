import { defaults } from './defaults.ts';
import type { ChannelName } from './steps/step.ts';

/** What became of the messages of one channel in the last days. */
export type Figures = { sent: number; bounced: number; complained: number; filtered: number };

/** `held`: marketing of the channel waits, since the vendor closes accounts that go on. */
export type Level = 'good' | 'warned' | 'held';

type Rule = { warn: number; hold: number; bad(figures: Figures): number };

const rules: Record<ChannelName, readonly Rule[]> = {
  email: [
    { ...defaults.breaker.bounced, bad: ({ bounced }) => bounced },
    { ...defaults.breaker.complained, bad: ({ complained }) => complained },
  ],
  sms: [{ ...defaults.breaker.filtered, bad: ({ filtered }) => filtered }],
};

/** How a channel stands by its figures; below the least amount of messages nothing is said. */
export function levelOf(channel: ChannelName, figures: Figures): Level {
  if (figures.sent < defaults.breaker.leastSent) return 'good';
  const reached = (limit: 'warn' | 'hold') =>
    rules[channel].some((rule) => rule.bad(figures) / figures.sent >= rule[limit]);
  if (reached('hold')) return 'held';
  return reached('warn') ? 'warned' : 'good';
}
