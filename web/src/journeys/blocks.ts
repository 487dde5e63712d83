import type { Definition, Step, StepKind, StepOf } from '../../../journeys/definition.ts';
import { allSteps } from '../../../journeys/tree.ts';
import { laneOf } from './ways.ts';

/**
 * The steps of one lane as the form shows them: a message together with the wait before it.
 * `step` null: a wait that stands alone. Nothing is lost on the way there and back.
 */
export type Block = { key: string; wait: StepOf<'wait'> | null; step: Exclude<Step, { kind: 'wait' }> | null };

/** What somebody adds; a plain wait comes with the message behind it. */
export type AddedKind = Exclude<StepKind, 'wait'>;

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

/** An id that no step of this journey has, wherever it stands. */
export function freshId(steps: Definition['steps']): string {
  const all = allSteps({ steps });
  const taken = new Set(all.map(({ id }) => id));
  for (let n = all.length + 1; ; n++) if (!taken.has(`step-${n}`)) return `step-${n}`;
}

/** A step as it begins: it can be saved, and the publish check says what it needs. */
export function newStep(kind: AddedKind, id: string): Step {
  const twoDays = { amount: 2, unit: 'days' } as const;
  switch (kind) {
    case 'send_email':
      return { id, kind, subject: '', body: '' };
    case 'send_sms':
      return { id, kind, body: '' };
    case 'wait_until':
      return { id, kind, time: '09:00', weekdays: [], date: null, passed: 'go_on' };
    case 'wait_for':
      return { id, kind, for: 'replied', ...twoDays, happened: laneOf('end', id, 'happened'), timedOut: [] };
    case 'branch':
      return { id, kind, lanes: [{ id: 'lane-1', when: { all: [] }, steps: [] }], otherwise: [] };
    case 'split':
      return {
        id,
        kind,
        lanes: [
          { id: 'lane-1', share: 50, steps: [] },
          { id: 'lane-2', share: 50, steps: [] },
        ],
      };
    case 'ask_owner':
      return { id, kind, question: '', amount: 1, unit: 'days', silence: 'no', yes: [], no: [] };
    case 'exit':
      return { id, kind };
  }
}
