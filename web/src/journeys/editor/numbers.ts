import type { Step } from '../../../../journeys/definition.ts';
import { lanesOf } from '../../../../journeys/tree.ts';
import { toBlocks } from '../blocks.ts';

/** The number of every block in reading order, by its key and by the ids of its steps. */
export function numbersOf(steps: readonly Step[]): Map<string, number> {
  const numbers = new Map<string, number>();
  let count = 0;
  const walk = (lane: readonly Step[]) => {
    for (const { key, wait, step } of toBlocks([...lane])) {
      count += 1;
      numbers.set(key, count);
      if (wait) numbers.set(wait.id, count);
      if (!step) continue;
      numbers.set(step.id, count);
      for (const inner of lanesOf(step)) walk(inner.steps);
    }
  };
  walk(steps);
  return numbers;
}
