import { isAlive, type Pids } from './pids.ts';
import { Trouble } from './trouble.ts';

/** Ends what a start that was killed left running; refuses while that start itself is alive. */
export async function endLeftovers(pids: Pids): Promise<void> {
  const alive = pids.alive();
  const other = alive.get('start');
  if (other !== undefined) {
    throw new Trouble(
      `Afterjob is already running here (process ${other}).`,
      `Stop it with Ctrl-C in its terminal first, or: kill ${other}`,
    );
  }
  // PostgreSQL and Temporal know SIGINT as the quick but clean way out.
  for (const pid of alive.values()) process.kill(pid, 'SIGINT');
  const deadline = performance.now() + 10_000;
  while ([...alive.values()].some(isAlive)) {
    if (performance.now() > deadline) {
      for (const pid of [...alive.values()].filter(isAlive)) process.kill(pid, 'SIGKILL');
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
