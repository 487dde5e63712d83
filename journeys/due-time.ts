import { endOfDay } from './occurrence.ts';
import type { ObservedTransition, ObserveInput } from './reading.ts';

/**
 * A transition that begins by the clock alone, as it stands now: one with an exact time that has begun, or one that
 * does not hold. `due`: when it will begin, if nothing but the clock is in the way.
 */
export function begun(
  transition: ObservedTransition,
  { reading, connection, now }: ObserveInput,
  isOwn: boolean,
): { transition: ObservedTransition; due: Date | null } {
  const { at, holds } = transition;
  if (!holds || !at) return { transition: { ...transition, holds: false }, due: null };
  const told = transition.dateOnly ? endOfDay(at, connection.zone) : at;
  // What was entered with a date of the past began when it was entered.
  const begins = isOwn && reading.createdAt && reading.createdAt > told ? reading.createdAt : told;
  if (begins > now) return { transition: { ...transition, holds: false }, due: begins };
  return { transition: { ...transition, at: begins, dateOnly: false }, due: null };
}
