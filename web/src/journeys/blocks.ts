import type { Definition, Step, StepOf } from '../../../journeys/definition.ts';

/**
 * The steps as the form shows them: a message together with the wait before it.
 * `step` null: a wait that stands alone at the end. Nothing is lost on the way there and back.
 */
export type Block = { key: string; wait: StepOf<'wait'> | null; step: Exclude<Step, { kind: 'wait' }> | null };

export function toBlocks(steps: Definition['steps']): Block[] {
  const blocks: Block[] = [];
  let wait: StepOf<'wait'> | null = null;
  for (const step of steps) {
    if (step.kind !== 'wait') {
      blocks.push({ key: step.id, wait, step });
      wait = null;
      continue;
    }
    if (wait) blocks.push({ key: wait.id, wait, step: null });
    wait = step;
  }
  return wait ? [...blocks, { key: wait.id, wait, step: null }] : blocks;
}

export function toSteps(blocks: Block[]): Definition['steps'] {
  return blocks.flatMap(({ wait, step }) => [...(wait ? [wait] : []), ...(step ? [step] : [])]);
}

/** An id that no step of this journey has. */
export function freshId(steps: Definition['steps']): string {
  const taken = new Set(steps.map(({ id }) => id));
  for (let n = steps.length + 1; ; n++) if (!taken.has(`step-${n}`)) return `step-${n}`;
}

export function moved(blocks: Block[], from: number, by: -1 | 1): Block[] {
  const to = from + by;
  const block = blocks[from];
  if (!block || to < 0 || to >= blocks.length) return blocks;
  const rest = blocks.filter((_, index) => index !== from);
  return [...rest.slice(0, to), block, ...rest.slice(to)];
}
