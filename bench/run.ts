import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { TestCluster, type Urls } from '../testing/cluster.ts';
import { acknowledge, acknowledgeWithoutTemporal } from './acknowledge.ts';
import { bulkOfAll } from './bulk.ts';
import { canonicalise } from './canonicalise.ts';
import { takeNotices } from './delivery-notices.ts';
import { enrollments } from './enrollments.ts';
import { firstSync } from './first-sync.ts';
import { startFromInbox } from './inbox.ts';
import { losses } from './kills.ts';
import { lateness } from './lateness.ts';
import { machine } from './measure.ts';
import { rehearseYear } from './rehearsal.ts';
import { renderMessages } from './render.ts';
import { sendAtLimit } from './send.ts';
import { sleepers } from './sleepers.ts';
import { start } from './start.ts';
import { sweepJobber, sweepQuickbooks } from './sweep.ts';
import { customerPages } from './sync.ts';

export type Row = { id: string; what: string; target: string; ratio: string; figures: string; met: boolean };
/** Some figures come from the same rounds: then it gives several rows, and its name lists them. */
export type Bench = (urls: Urls) => Promise<Row | Row[]>;

const benches: Record<string, Bench> = {
  P1: acknowledge,
  P2: acknowledgeWithoutTemporal,
  P3: startFromInbox,
  P4: customerPages,
  'P5 P6 P8': enrollments,
  P7: sleepers,
  P10: firstSync,
  P11: rehearseYear,
  P12: lateness,
  K1: losses,
  P13: start,
  P14: bulkOfAll,
  S1: sweepJobber,
  S2: sweepQuickbooks,
  C1: canonicalise,
  M1: sendAtLimit,
  M2: renderMessages,
  M3: takeNotices,
};

const asked = process.argv.slice(2);
const cluster = new TestCluster({});
const databases = await cluster.listen();
const rows: Row[] = [];
try {
  for (const [id, bench] of Object.entries(benches)) {
    if (asked.length > 0 && !id.split(' ').some((name) => asked.includes(name))) continue;
    const database = (await (await fetch(databases, { method: 'POST' })).json()) as Urls;
    const found = [await bench(database)].flat();
    await fetch(`${databases}/${database.name}`, { method: 'DELETE' });
    rows.push(...found);
    for (const { id, met, ratio, target, what, figures } of found) {
      console.log(`${id}  ${met ? 'met ' : 'MISSED'}  ${ratio}  (target ${target})\n    ${what}\n    ${figures}`);
    }
  }
} finally {
  await cluster.stop();
}
if (asked.length === 0) {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  writeFileSync(
    new URL('../docs/performance.md', import.meta.url),
    [
      '# Performance',
      '',
      `Written by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)}, commit ${commit}: ${machine()}.`,
      'Ratios within one run, median (least–most). Embedded PostgreSQL with its default durability; the load generator shares the cores.',
      '',
      '| # | what | target | measured | figures |',
      '|---|---|---|---|---|',
      ...rows.map(
        (row) =>
          `| ${row.id} | ${row.what} | ${row.target} | ${row.met ? '' : '**missed** '}${row.ratio} | ${row.figures} |`,
      ),
      '',
    ].join('\n'),
  );
}
