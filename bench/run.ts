import { execFileSync } from 'node:child_process';
import { TestCluster, type Urls } from '../testing/cluster.ts';
import { acknowledge, acknowledgeWithoutTemporal } from './acknowledge.ts';
import { moveThroughJourney } from './builder.ts';
import { bulkOfAll } from './bulk.ts';
import { canonicalise } from './canonicalise.ts';
import { customerLists } from './customers.ts';
import { takeNotices } from './delivery-notices.ts';
import { enrollments } from './enrollments.ts';
import { firstSync } from './first-sync.ts';
import { startFromInbox } from './inbox.ts';
import { losses } from './kills.ts';
import { lateness } from './lateness.ts';
import { rehearseYear } from './rehearsal.ts';
import { renderMessages } from './render.ts';
import { sendAtLimit } from './send.ts';
import { sleepers } from './sleepers.ts';
import { start } from './start.ts';
import { sweepJobber, sweepQuickbooks } from './sweep.ts';
import { customerPages } from './sync.ts';
import { type Bench, writeRows } from './table.ts';

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
  W1: moveThroughJourney,
  W2: customerLists,
};

const asked = process.argv.slice(2);
const order = Object.keys(benches).flatMap((ids) => ids.split(' '));
const strange = asked.filter((id) => !order.includes(id));
if (strange.length > 0) throw new Error(`There is no ${strange.join(', ')}; there are ${order.join(', ')}`);
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
const cluster = new TestCluster({});
const databases = await cluster.listen();
try {
  for (const [ids, bench] of Object.entries(benches)) {
    if (asked.length > 0 && !ids.split(' ').some((id) => asked.includes(id))) continue;
    const database = (await (await fetch(databases, { method: 'POST' })).json()) as Urls;
    try {
      const rows = [await bench(database)].flat();
      writeRows(rows, order, commit);
      for (const { id, met, ratio, target, what, figures } of rows) {
        console.log(`${id}  ${met ? 'met ' : 'MISSED'}  ${ratio}  (target ${target})\n    ${what}\n    ${figures}`);
      }
    } catch (error) {
      // The others are worth measuring all the same.
      console.error(`${ids} could not be measured:`, error);
      process.exitCode = 1;
    }
    await fetch(`${databases}/${database.name}`, { method: 'DELETE' });
  }
} finally {
  await cluster.stop();
}
