import type { Database } from './database.ts';

/** How fast a vendor takes messages of one account or sender. */
export type Pace = { key: string; perSecond: number };

/** `waitMs`: until the seat, which is ours; without one: after which one should be free. */
export type Seat = { granted: boolean; waitMs: number };

/**
 * A seat in the line of those who hand something to a vendor; all processes share it.
 * @param first false: who was asked to come again goes before those who come for the first time
 * @param horizonMs no seat is given further ahead
 */
export async function takeSeat(
  database: Database,
  { key, perSecond }: Pace,
  { first, horizonMs }: { first: boolean; horizonMs: number },
  at: Date,
): Promise<Seat> {
  const [row] = await database.call<{ granted: boolean; wait_ms: number }>(
    'SELECT granted, wait_ms FROM afterjob_functions.take_seat($1, $2, $3, $4, $5)',
    [key, perSecond, first, horizonMs, at],
  );
  if (!row) throw new Error('A function without rows gave none');
  return { granted: row.granted, waitMs: Math.max(0, row.wait_ms) };
}

/** What the vendor itself said: its limit, or that nothing is to come before a time. Null: nothing of that. */
export async function tellPace(
  database: Database,
  key: string,
  { perSecond, blockedUntil }: { perSecond: number | null; blockedUntil: Date | null },
): Promise<void> {
  await database.call('SELECT afterjob_functions.tell_pace($1, $2, $3)', [key, perSecond, blockedUntil]);
}
