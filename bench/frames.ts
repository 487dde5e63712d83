import type { Page } from 'playwright-core';

type TraceEvent = { name: string; ph: string; pid: number; tid: number; ts: number; dur?: number; tdur?: number };

const frameUs = 1_000_000 / 60;

/** How long the page's main thread has worked for each frame of a doing, in milliseconds; frames without work are left out. */
export async function workByFrame(page: Page, doing: () => Promise<void>): Promise<number[]> {
  const session = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: {
      includedCategories: [
        'toplevel',
        'devtools.timeline',
        'devtools.timeline.frame',
        'disabled-by-default-devtools.timeline',
        'disabled-by-default-devtools.timeline.frame',
      ],
    },
  });
  await doing();
  const over = new Promise<void>((resolve) => session.once('Tracing.tracingComplete', () => resolve()));
  await session.send('Tracing.end');
  await over;
  await session.detach();
  return framesOf(events);
}

/** Work counts for the frame in which it began, whole; by the processor's time, so that a busy machine does not count. */
function framesOf(events: TraceEvent[]): number[] {
  const begins = events.filter(({ name }) => name === 'BeginMainThreadFrame');
  const main = mostUsed(begins);
  if (main === null) throw new Error(`The trace holds no frame among ${events.length} events`);
  const isMain = ({ pid, tid }: TraceEvent) => `${pid} ${tid}` === main;
  const tasks = events
    .filter((event) => isMain(event) && event.ph === 'X' && event.name.endsWith('RunTask'))
    .sort((a, b) => a.ts - b.ts);
  const starts = begins
    .filter(isMain)
    .map(({ ts }) => ts)
    .sort((a, b) => a - b);
  const work = new Map<number, number>();
  let [at, end] = [0, 0];
  for (const { ts, dur = 0, tdur = dur } of tasks) {
    // A task within a task is part of it.
    if (ts < end) continue;
    end = ts + dur;
    while ((starts[at + 1] ?? Number.POSITIVE_INFINITY) <= ts) at += 1;
    const since = starts[at] ?? ts;
    // Between two frames that are far apart, every sixtieth of a second is one that was not drawn.
    const frame = since + Math.floor(Math.max(0, ts - since) / frameUs) * frameUs;
    work.set(frame, (work.get(frame) ?? 0) + tdur / 1000);
  }
  return [...work.values()].filter((ms) => ms > 0.05);
}

function mostUsed(events: TraceEvent[]): string | null {
  const counts = new Map<string, number>();
  for (const { pid, tid } of events) counts.set(`${pid} ${tid}`, (counts.get(`${pid} ${tid}`) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? null;
}
