import type { CrashPoint } from '../../crash-points.ts';

export const channels = ['email', 'sms'] as const;
/** What the vendor does with the first request: answers, loses its answer, refuses it for now, answers late. */
export const answers = ['given', 'lost', 'refused', 'slow'] as const;
export type Answer = (typeof answers)[number];

export type Cell = {
  number: number;
  point: CrashPoint;
  channel: (typeof channels)[number];
  answer: Answer;
  process: 'worker' | 'api';
  /** The vendor tells nothing of the message. */
  needsSilence: boolean;
};

/** At which answers a point is come to at all; the vendor refuses nobody who does not ask. */
const come: Record<CrashPoint, readonly Answer[]> = {
  'before-render-stored': answers,
  'after-render-stored': answers,
  'inside-claim': answers,
  'after-claim': answers,
  'after-answer': answers,
  'inside-record': answers,
  'after-record': answers,
  'after-refusal': ['refused'],
  'inside-release': ['refused'],
  'after-release': ['refused'],
  'inside-step': answers,
  'after-step': answers,
  'callback-arrived': answers,
  'callback-kept': answers,
  'callback-taken': answers,
  'inside-callback': answers,
  'after-callback': answers,
};

const inApi: readonly CrashPoint[] = ['callback-arrived', 'callback-kept'];

/** Every point with every channel and every answer with which it is come to. */
export const allCells: readonly Cell[] = (Object.keys(come) as CrashPoint[])
  .flatMap((point) =>
    channels.flatMap((channel) => come[point].map((answer) => ({ point, channel, answer, process: whose(point) }))),
  )
  // A text whose answer was lost is not sent again: it has no answer at all.
  .filter(({ point, channel, answer }) => point !== 'after-answer' || channel !== 'sms' || answer !== 'lost')
  .map((cell, number) => ({ number, ...cell, needsSilence: isBehindLostEmail(cell) }));

function isBehindLostEmail({ point, channel, answer }: Pick<Cell, 'point' | 'channel' | 'answer'>): boolean {
  return channel === 'email' && answer === 'lost' && ['after-answer', 'inside-record', 'after-record'].includes(point);
}

function whose(point: CrashPoint): Cell['process'] {
  return inApi.includes(point) ? 'api' : 'worker';
}

/** Some of each kind, for a short run. */
export const sampleCells: readonly Cell[] = (
  [
    ['after-claim', 'email', 'lost'],
    ['after-claim', 'sms', 'given'],
    ['after-answer', 'email', 'lost'],
    ['after-answer', 'sms', 'slow'],
    ['callback-arrived', 'email', 'lost'],
  ] as const
).flatMap(([point, channel, answer]) =>
  allCells.filter((cell) => cell.point === point && cell.channel === channel && cell.answer === answer),
);
