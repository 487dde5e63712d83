import { type Definition, type Step, stepAfter, type WaitUnit } from './definition.ts';
import { isMessage } from './message-texts.ts';
import { firstOf, lanesOf } from './tree.ts';

const minutes: Record<WaitUnit, number> = { minutes: 1, hours: 60, days: 24 * 60 };
const day = minutes.days;

/** `perDay`: within any 24 hours; `inAll`: on the longest way. Sending hours and caps make them fewer, never more. */
export type WorstCase = { perDay: number; inAll: number };

/** The most messages that one customer can get of one enrollment. */
export function worstCase(definition: Pick<Definition, 'steps'>): WorstCase {
  const most = (isCounted: (step: Step) => number) => ({
    inAll: mostFrom(definition, stepAfter(definition, null), Number.POSITIVE_INFINITY, isCounted),
    perDay: Math.max(0, ...messagesOf(definition.steps).map((step) => mostFrom(definition, step, day - 1, isCounted))),
  });
  return most((step) => (isMessage(step) ? 1 : 0));
}

/** The most of something on any way; `weigh` says how much of it a step is. */
export const mostInAll = (definition: Pick<Definition, 'steps'>, weigh: (step: Step) => number): number =>
  mostFrom(definition, stepAfter(definition, null), Number.POSITIVE_INFINITY, weigh);

const messagesOf = (steps: readonly Step[]): Step[] =>
  steps.flatMap((step) => [
    ...(isMessage(step) ? [step] : []),
    ...lanesOf(step).flatMap((lane) => messagesOf(lane.steps)),
  ]);

function mostFrom(
  definition: Pick<Definition, 'steps'>,
  first: Step | null,
  within: number,
  weigh: (step: Step) => number,
): number {
  const known = new Map<string, number>();
  const from = (step: Step | null, left: number): number => {
    if (!step || left < 0) return 0;
    const key = `${step.id} ${left}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const most = weigh(step) + beyond(step, left);
    known.set(key, most);
    return most;
  };
  const beyond = (step: Step, left: number): number => {
    if (step.kind === 'exit') return 0;
    if (step.kind === 'wait') return from(stepAfter(definition, step.id), left - step.amount * minutes[step.unit]);
    const lanes = lanesOf(step);
    if (lanes.length === 0) return from(stepAfter(definition, step.id), left);
    // What is waited for may come at once; only that it did not come takes the whole time.
    const cost = (lane: string) =>
      step.kind === 'wait_for' && lane === 'timed_out' ? step.amount * minutes[step.unit] : 0;
    return Math.max(...lanes.map((lane) => from(firstOf(definition, step, lane), left - cost(lane.id))));
  };
  return from(first, within);
}
