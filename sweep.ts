import type { Logger } from 'pino';
import type { Clock } from './clock.ts';
import type { Database } from './records/database.ts';
import { releaseNudges, sweepDeliveries } from './records/deliveries.ts';
import type { Temporal } from './temporal.ts';

type Needs = { database: Database; temporal: Temporal; clock: Clock; log: Logger };

const batch = 500;
const nudgesAtOnce = 32;

/** Sweeps until nothing is left to tell: a backlog does not wait a second for every batch. Returns how many lanes were told. */
export async function drainInbox(needs: Needs, stopping: AbortSignal): Promise<number> {
  let told = 0;
  while (!stopping.aborted) {
    const more = await sweepInbox(needs);
    if (more === 0) break;
    told += more;
  }
  return told;
}

/** Tells the lanes of every delivery that nobody was told of for too long. Returns how many lanes were told. */
export async function sweepInbox({ database, temporal, clock, log }: Needs): Promise<number> {
  const rows = await sweepDeliveries(database, batch, clock());
  const lanes = new Map<string, { source: string; ids: string[] }>();
  for (const { id, source, lane } of rows) {
    const known = lanes.get(lane) ?? { source, ids: [] };
    known.ids.push(id);
    lanes.set(lane, known);
  }
  const waiting = [...lanes];
  const missed: string[] = [];
  let told = 0;
  const tell = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [lane, { source, ids }] = next;
      try {
        await temporal.nudgeLane(source, lane);
        told++;
      } catch (error) {
        missed.push(...ids);
        // Temporal does not answer: the rest would only wait for the same.
        if (missed.length === ids.length) log.warn({ lane, err: error }, 'a lane could not be told');
        missed.push(...waiting.splice(0).flatMap(([, rest]) => rest.ids));
      }
    }
  };
  await Promise.all(Array.from({ length: nudgesAtOnce }, tell));
  if (missed.length > 0) await releaseNudges(database, missed);
  return told;
}
