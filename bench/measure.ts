import { cpus, loadavg } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';

export type Figure = { median: number; least: number; most: number };

export function figure(values: number[]): Figure {
  const sorted = [...values].sort((a, b) => a - b);
  return { median: percentile(sorted, 0.5), least: sorted[0] ?? 0, most: sorted.at(-1) ?? 0 };
}

/** Of values in ascending order. */
export const percentile = (sorted: number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

export const words = ({ median, least, most }: Figure, digits = 2): string =>
  `${median.toFixed(digits)} (${least.toFixed(digits)}–${most.toFixed(digits)})`;

export const machine = (): string =>
  `${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)}, Node ${process.versions.node}`;

/** Keeps `inFlight` calls going for the given time; answers how many ended per second. */
export async function perSecond(
  inFlight: number,
  seconds: number,
  call: (index: number) => Promise<void>,
): Promise<number> {
  const start = performance.now();
  const end = start + seconds * 1000;
  let done = 0;
  let next = 0;
  const lane = async () => {
    while (performance.now() < end) {
      await call(next++);
      done++;
    }
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
  return done / ((performance.now() - start) / 1000);
}

/** Sends at a fixed rate whatever the answers do (an open loop); answers each latency in milliseconds, ascending. */
export async function latencies(
  rate: number,
  seconds: number,
  call: (index: number) => Promise<void>,
): Promise<number[]> {
  const total = rate * seconds;
  const start = performance.now();
  const open: Promise<void>[] = [];
  const failed: unknown[] = [];
  const taken: number[] = [];
  for (let index = 0; index < total; ) {
    const due = Math.min(total, Math.floor(((performance.now() - start) / 1000) * rate) + 1);
    for (; index < due; index++) {
      // Counted from when it was due, so that a late generator does not hide a slow answer.
      const from = start + (index / rate) * 1000;
      const timed = call(index).then(() => void taken.push(performance.now() - from));
      open.push(timed.catch((error: unknown) => void failed.push(error)));
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await Promise.all(open);
  if (failed.length > 0) throw failed[0];
  return taken.sort((a, b) => a - b);
}

/** Waits until nothing is left; throws when nothing has ended for `patienceMs`, so that a bench never waits for ever. */
export async function drained(what: string, left: () => Promise<number>, patienceMs = 180_000): Promise<void> {
  let least = Number.POSITIVE_INFINITY;
  let since = performance.now();
  for (;;) {
    const count = await left();
    if (count === 0) return;
    if (count < least) {
      least = count;
      since = performance.now();
    }
    if (performance.now() - since > patienceMs) throw new Error(`${count} ${what} do not end`);
    await pause(250);
  }
}
