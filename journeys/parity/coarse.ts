import type { Value } from '../conditions.ts';
import type { Definition, Step } from '../definition.ts';
import { mapLanes } from '../tree.ts';
import type { Case } from './case.ts';

/** Minutes. A real server's clock runs on while the work is done: what comes in between belongs to the same slot. */
export const slot = 5;

/** A case whose instants all lie on the slots, and which needs no provider and no reader to answer in time. */
export function coarse({ seed, definition, world }: Case): Case {
  const values = Object.fromEntries(Object.entries(world.values).map(([field, value]) => [field, onSlot(value)]));
  const happenings = world.happenings.map((what) => {
    const minute = what.minute < world.start ? what.minute : floor(what.minute);
    if (what.kind === 'move') return { ...what, minute, minutes: floor(what.minutes + slot) };
    return what.kind === 'value' ? { ...what, minute, value: onSlot(what.value) } : { ...what, minute };
  });
  return {
    seed,
    definition: { ...definition, review: false, steps: onSlots(definition) },
    world: { ...world, values, happenings, outages: [] },
  };
}

const floor = (minute: number): number => Math.floor(minute / slot) * slot;

function onSlot(value: Value): Value {
  if (typeof value !== 'string' || !value.includes('T')) return value;
  return new Date(floor(Date.parse(value) / 60_000) * 60_000).toISOString();
}

function onSlots({ steps }: Pick<Definition, 'steps'>): Step[] {
  const each = (list: readonly Step[]): Step[] => list.map((step) => mapLanes(changed(step), each));
  return each(steps);
}

function changed(step: Step): Step {
  switch (step.kind) {
    case 'send_email':
    case 'send_sms': {
      const { onlyIf: _, ...rest } = step;
      return rest;
    }
    case 'wait':
    case 'wait_for':
    case 'ask_owner':
      return step.unit === 'minutes' ? { ...step, amount: step.amount * slot } : step;
    case 'wait_until':
      return { ...step, time: step.time?.replace(/\d$/, (digit) => (Number(digit) < slot ? '0' : '5')) ?? null };
    default:
      return step;
  }
}
