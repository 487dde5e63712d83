import { setTimeout as pause } from 'node:timers/promises';
import { type Limit, RateLimited, type Session } from '../provider.ts';

/** What the vendor allows one company in a minute; a fiftieth of it in one second. */
const usual = 500;

/** The vendor counts in windows: what is saved up and what is filled in meanwhile stay within one together. */
export const limitsOf = (perMinute = usual): readonly Limit[] => [
  { name: 'requests_per_minute', maximum: perMinute * 0.2, restoredPerSecond: (perMinute * 0.8) / 60 },
  { name: 'requests_per_second', maximum: (perMinute / 50) * 0.4, restoredPerSecond: (perMinute / 50) * 0.6 },
];

const oneCall = { requests_per_minute: 1, requests_per_second: 1 };
/** No longer than a call takes. */
const shortWaitMs = 1000;
const waitsPerCall = 10;

/** Work that has been paid for in part: giving it up for want of one more permit would ask everything again. */
const begun = new WeakSet<Session>();

/** Pays for one HTTP call. @throws RateLimited where nothing is lost by coming back later, or the wait is long */
export async function pay(session: Session): Promise<void> {
  for (let waited = 0; ; waited += 1) {
    try {
      await session.meter?.take(oneCall);
      begun.add(session);
      return;
    } catch (error) {
      const brief = error instanceof RateLimited && error.retryAfterMs <= shortWaitMs;
      if (!brief || !begun.has(session) || waited === waitsPerCall) throw error;
      await pause(error.retryAfterMs);
    }
  }
}
