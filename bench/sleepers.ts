import { Client, Connection } from '@temporalio/client';
import { startEnrollments } from '../activities/enrollment.ts';
import { openJourneyStage, type TestBusiness } from '../testing/journey-stage.ts';
import { percentile } from './measure.ts';
import { type Crew, startCrew } from './steps/crew.ts';
import { datedJourney, enrollMany } from './steps/enrolled.ts';
import type { Bench, Row } from './table.ts';
import { startTemporal } from './temporal-server.ts';

const cached = 50;
/** Before it is measured: allocators and compilers have then got what they want. */
const warmUp = Number(process.env.BENCH_WARM_UP ?? 2_000);
const batches = 5;
const perBatch = Number(process.env.BENCH_SLEEPERS ?? 2_000);
const atOnce = 32;

/** P7: memory of a worker for every further enrollment that sleeps, above the cap of its cache. */
export const sleepers: Bench = async ({ appUrl }): Promise<Row> => {
  const server = await startTemporal();
  const connection = await Connection.connect({ address: server.address });
  const stage = await openJourneyStage(appUrl, new Client({ connection, namespace: server.namespace }));
  const crew = await startCrew({ address: server.address, appUrl, maxCachedWorkflows: cached });
  try {
    stage.now = new Date();
    const shop = await stage.addBusiness({ zone: 'UTC' });
    const journeyId = await datedJourney(shop, 1);
    const far = new Date(Date.now() + 60 * 24 * 60 * 60_000);
    const sleep = async (count: number) => {
      const ids = await enrollMany(shop, journeyId, Array<Date[]>(count).fill([far]));
      const lane = async () => {
        for (let id = ids.shift(); id; id = ids.shift()) {
          await startEnrollments(stage.deps, { organizationId: shop.id, enrollmentIds: [id] });
        }
      };
      await Promise.all(Array.from({ length: atOnce }, lane));
      await allWait(shop);
    };
    await sleep(warmUp);
    const sizes = [await settled(crew)];
    for (let batch = 0; batch < batches; batch++) {
      await sleep(perBatch);
      sizes.push(await settled(crew));
    }
    const kilobytes = slope(sizes) / perBatch / 1000;
    const megabytes = sizes.map((size) => (size / 1e6).toFixed(0)).join(', ');
    return {
      id: 'P7',
      what: 'worker memory per further sleeping enrollment above the cache cap',
      target: '< 1 kB',
      ratio: `${kilobytes.toFixed(2)} kB`,
      figures: `resident ${megabytes} MB after ${warmUp} and each further ${perBatch}; slope of the line through them; cap ${cached}`,
      met: kilobytes < 1,
    };
  } finally {
    await crew.stop();
    await stage.close();
    await connection.close();
    await server.stop();
  }
};

async function allWait(shop: TestBusiness): Promise<void> {
  const restless = { due: null };
  while ((await shop.inside(({ db }) => db.enrollment.count({ where: restless }))) > 0) {
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** The least of some seconds: what is left when garbage is collected. */
async function settled(crew: Crew): Promise<number> {
  const sizes: number[] = [];
  for (let look = 0; look < 10; look++) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    sizes.push((await crew.usage()).rss);
  }
  return percentile(
    sizes.sort((a, b) => a - b),
    0,
  );
}

/** Of the line through values at 0, 1, 2, …, by least squares. */
function slope(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const [over, under] = values.reduce(
    ([a, b], value, n) => [a + (n - middle) * (value - mean), b + (n - middle) ** 2],
    [0, 0],
  );
  return over / under;
}
