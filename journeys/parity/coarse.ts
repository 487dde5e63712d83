import type { Value } from '../conditions.ts';
import type { Step } from '../definition.ts';
import { mapLanes } from '../tree.ts';
import type { Case, Happening } from './case.ts';

/** Minutes. A real server's clock runs on while the work is done: what comes in between belongs to the same slot. */
export const slot = 5;

const lateHolds: readonly string[] = ['quota', 'channel_down'];
const refusals: readonly string[] = ['suppress', 'mute', 'refuse'];
const allDay = { everyDay: [0, 24], sunday: [0, 24] } as const;
const usefulForHours = 90 * 24;

/**
 * A case for a real server: all its instants lie on the slots, and it needs no provider and no reader to answer in
 * time. Who is held looks again at times of chance; where that could find something else, it cannot here.
 */
export function coarse({ seed, definition, world }: Case): Case {
  const values = Object.fromEntries(Object.entries(world.values).map(([field, value]) => [field, onSlot(value)]));
  const happenings = world.happenings.map((what) => happeningOnSlot(what, world.start));
  const steps = onSlots(definition.steps);
  const given = {
    definition: { ...definition, review: false, steps },
    world: { ...world, values, happenings, outages: [] },
  };
  if (!happenings.some((what) => what.kind === 'cause' && lateHolds.includes(what.cause))) return { seed, ...given };
  return {
    seed,
    definition: { ...given.definition, window: null, usefulForHours, steps: onSlots(steps, usefulForHours) },
    world: {
      ...given.world,
      window: { email: allDay, marketingSms: allDay, transactionalSms: allDay },
      closed: [],
      happenings: happenings.filter(({ kind }) => !refusals.includes(kind)),
    },
  };
}

const floor = (minute: number): number => Math.floor(minute / slot) * slot;

function happeningOnSlot(what: Happening, start: number): Happening {
  const minute = what.minute < start ? what.minute : floor(what.minute);
  if (what.kind === 'move') return { ...what, minute, minutes: floor(what.minutes + slot) };
  return what.kind === 'value' ? { ...what, minute, value: onSlot(what.value) } : { ...what, minute };
}

function onSlot(value: Value): Value {
  if (typeof value !== 'string' || !value.includes('T')) return value;
  return new Date(floor(Date.parse(value) / 60_000) * 60_000).toISOString();
}

/** `hours`: how long every message helps; left out: as it says. */
function onSlots(steps: readonly Step[], hours?: number): Step[] {
  return steps.map((step) => mapLanes(changed(step, hours), (lane) => onSlots(lane, hours)));
}

function changed(step: Step, hours: number | undefined): Step {
  switch (step.kind) {
    case 'send_email':
    case 'send_sms': {
      const { onlyIf: _, ...rest } = step;
      return { ...rest, ...(hours !== undefined && { usefulForHours: hours }) };
    }
    case 'wait':
    case 'wait_for':
    case 'ask_owner':
      return step.unit === 'minutes' && hours === undefined ? { ...step, amount: step.amount * slot } : step;
    case 'wait_until':
      return { ...step, time: step.time?.replace(/\d$/, (digit) => (Number(digit) < slot ? '0' : '5')) ?? null };
    default:
      return step;
  }
}
