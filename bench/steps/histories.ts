import type { WorkflowHandle } from '@temporalio/client';
import type { temporal } from '@temporalio/proto';

type Event = temporal.api.history.v1.IHistoryEvent;

const timeOf = ({ eventTime }: Event): number =>
  Number(eventTime?.seconds ?? 0) * 1000 + Number(eventTime?.nanos ?? 0) / 1e6;

/**
 * What a round took beside waiting, read from the histories: from the first start until everybody stands at the first
 * wait, from each shared instant until everybody stands at the next one, and at last until everybody is done.
 */
export async function busyTime(
  handles: readonly WorkflowHandle[],
  dues: readonly Date[],
): Promise<{ busyMs: number; events: number }> {
  const phases = [...dues, null].map(() => 0);
  let begun = Number.POSITIVE_INFINITY;
  let count = 0;
  for (const handle of handles) {
    const events = (await handle.fetchHistory()).events ?? [];
    count += events.length;
    begun = Math.min(begun, timeOf(events[0] ?? {}));
    const stands = events.filter((event) => event.timerStartedEventAttributes).map(timeOf);
    if (stands.length !== dues.length) throw new Error('The round was too slow for its instants: raise BENCH_LEAD_MS');
    for (const [n, at] of [...stands, timeOf(events.at(-1) ?? {})].entries()) {
      phases[n] = Math.max(phases[n] ?? 0, at);
    }
  }
  const froms = [begun, ...dues.map((due) => due.getTime())];
  const busyMs = phases.reduce((sum, end, n) => sum + end - (froms[n] ?? 0), 0);
  return { busyMs, events: count };
}
