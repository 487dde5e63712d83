import { setTimeout as pause } from 'node:timers/promises';
import { ApplicationFailure } from '@temporalio/common';
import { type Channel, RateLimited } from '../channels/channel.ts';
import { type Pace, takeSeat, tellPace } from '../records/paces.ts';
import type { Dependencies } from './dependencies.ts';
import { failure } from './failures.ts';

/** A place in the line before a vendor: `come` waits until shortly before it, `go` until it, or until a later one. */
export type Seat = { come(): Promise<void>; go(): Promise<void> };

/** A claim takes a moment: so long before its seat it begins, and the call itself leaves on time. */
const claimMs = 100;
/** The vendor's clock and ours are not one. */
const share = 0.97;
/** A call this late stands beside the next one: it takes another seat. Nobody who is claimed waits longer for it. */
const late = { afterMs: 15, mostMs: 1_500 };
/** So many may wait in this process, and nobody longer than a second: the others come again. */
const seatsAhead = 10;

const free: Seat = { come: async () => undefined, go: async () => undefined };

/**
 * Takes a seat for one call.
 * @param first false: it was asked to come again
 * @throws a retryable failure with the time after which a seat should be free
 */
export async function seatFor(deps: Dependencies, channel: Channel, from: string, first: boolean): Promise<Seat> {
  const pace = channel.pace?.(from);
  if (!pace) return free;
  const own = { key: pace.key, perSecond: pace.perSecond * share };
  const horizonMs = Math.min(1_000, (seatsAhead * 1_000) / own.perSecond);
  const asked = performance.now();
  const { granted, waitMs } = await takeSeat(deps.database, own, { first, horizonMs }, deps.clock());
  if (!granted) throw failure('RateLimited', { message: 'no seat', retryAfterMs: Math.max(50, Math.round(waitMs)) });
  const at = asked + waitMs;
  return { come: () => until(at - claimMs), go: () => goOnTime(deps, own, at) };
}

/** Who is claimed leaves in any case and soon: at its seat, else at a later one that is near, else at once. */
async function goOnTime(deps: Dependencies, own: Pace, at: number): Promise<void> {
  await until(at);
  const asked = performance.now();
  if (asked - at <= late.afterMs) return;
  const seat = takeSeat(deps.database, own, { first: false, horizonMs: late.mostMs }, deps.clock());
  const inTime = Promise.race([seat, pause(late.mostMs, null, { ref: false })]);
  const later = await inTime.catch((error: unknown) => deps.log.warn({ err: error }, 'no later seat could be taken'));
  if (later?.granted) await until(asked + later.waitMs);
}

/** Waits for a seat for one look, where looks count; false: sending needs them all. */
export async function seatToLook(deps: Dependencies, channel: Channel, from: string): Promise<boolean> {
  if (!channel.pace?.(from).everyCall) return true;
  try {
    await (await seatFor(deps, channel, from, true)).go();
    return true;
  } catch (error) {
    if (error instanceof ApplicationFailure && error.type === 'RateLimited') return false;
    throw error;
  }
}

/** Tells all processes what the vendor said of its limit with an answer. */
export async function heardLimit(deps: Dependencies, channel: Channel, from: string, perSecond: number | undefined) {
  const pace = channel.pace?.(from);
  const told = known.get(deps) ?? new Map<string, number>();
  if (!pace || perSecond === undefined || perSecond === told.get(pace.key)) return;
  known.set(deps, told.set(pace.key, perSecond));
  await tell(deps, pace.key, { perSecond: perSecond * share, blockedUntil: null });
}

/** The vendor refused one in spite of its seat: nobody asks before the time that it named. */
export async function heardRefusal(deps: Dependencies, channel: Channel, from: string, error: unknown): Promise<void> {
  const pace = channel.pace?.(from);
  if (!pace || !(error instanceof RateLimited) || error.quota) return;
  const blockedUntil = new Date(deps.clock().getTime() + error.retryAfterMs);
  await tell(deps, pace.key, { perSecond: null, blockedUntil });
}

/** A message that left is not put in doubt because this could not be written. */
async function tell({ database, log }: Dependencies, key: string, news: Parameters<typeof tellPace>[2]): Promise<void> {
  await tellPace(database, key, news).catch((error: unknown) => log.warn({ err: error }, 'a limit was not noted'));
}

/** What was told last of each account: an answer that says the same costs nothing. */
const known = new WeakMap<Dependencies, Map<string, number>>();

async function until(at: number): Promise<void> {
  const ms = at - performance.now();
  if (ms > 0) await pause(ms);
}
