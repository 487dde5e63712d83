import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Context } from '@temporalio/activity';
import { temporal } from '@temporalio/proto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { DateTime } from 'luxon';
import type { Step } from '../journeys/definition.ts';
import { createBulk, stopBulk } from '../records/bulk-enrollments.ts';
import { openJourney } from '../records/enter-by-hand.ts';
import { type JourneyStage, openJourneyStage, type TestBusiness } from '../testing/journey-stage.ts';
import { withDatabase } from '../testing/postgres.ts';
import { createTimeSkippingServer } from '../testing/temporal.ts';
import { sharedBundle } from '../testing/workflow-bundle.ts';
import { workflowCache } from '../testing/workflow-cache.ts';
import { createWorkers, type WorkflowBundle } from '../worker-pool.ts';
import { progress } from './bulk-enrollment.ts';
import { bulkWorkflowId } from './ids.ts';
import { searchAttributeKeys } from './search-attributes.ts';

const urls = withDatabase();
let server: TestWorkflowEnvironment;
let bundle: WorkflowBundle;
beforeAll(async () => {
  [server, bundle] = await Promise.all([createTimeSkippingServer(), sharedBundle()]);
  const keyword = temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD;
  const searchAttributes = Object.fromEntries(Object.values(searchAttributeKeys).map(({ name }) => [name, keyword]));
  await server.connection.operatorService.addSearchAttributes({ namespace: 'default', searchAttributes });
}, 120_000);
afterAll(() => server?.teardown());

const steps: Step[] = [{ id: 'out', kind: 'exit', goal: false }];

type Scene = { stage: JourneyStage; shop: TestBusiness };

/** Workers on the server's clock, over a stage that leaves nothing behind. */
async function onStage(play: (scene: Scene) => Promise<void>): Promise<void> {
  const stage = await openJourneyStage(urls.appUrl, server.client);
  stage.now = new Date(await server.currentTimeMs());
  // Inside an activity it is as late as the server says.
  stage.deps.clock = () => {
    try {
      return new Date(Context.current().info.currentAttemptScheduledTimestampMs);
    } catch {
      return stage.now;
    }
  };
  const shop = await stage.addBusiness({ zone: 'UTC' });
  const workers = await createWorkers(stage.deps, {
    connection: server.nativeConnection,
    namespace: server.namespace ?? 'default',
    buildId: null,
    bundle,
    ...workflowCache,
  });
  const running = Promise.all(workers.map((worker) => worker.run()));
  try {
    await play({ stage, shop });
  } finally {
    for (const worker of workers) worker.shutdown();
    await running;
    await stage.close();
  }
}

async function begin({ stage, shop }: Scene, people: number, perDay: number): Promise<string> {
  for (let index = 0; index < people; index++) await shop.addEvent(await shop.addCustomer(), { origin: 'history' });
  const journeyId = await shop.addJourney(steps);
  const bulkId = await shop.inside(async (tenant) => {
    const journey = await openJourney(tenant, journeyId);
    const bulk = { condition: null, withinDays: 9, customerIds: null, perDay, spreadHours: 0, by: null };
    return journey && createBulk(tenant, journey, bulk, stage.now);
  });
  if (!bulkId) throw new Error('no bulk');
  await stage.deps.temporal.startBulk({ organizationId: shop.id, bulkId, journeyId });
  return bulkId;
}
const rows = (shop: TestBusiness, bulkId: string) =>
  shop.inside((tenant) => tenant.db.bulkCustomer.findMany({ where: { bulkId, outcome: { not: null } } }));

/** The server's clock stands still while nobody waits for a result. */
async function until(reached: () => Promise<boolean>): Promise<void> {
  const giveUpAt = performance.now() + 60_000;
  while (!(await reached())) {
    if (performance.now() > giveUpAt) throw new Error('It did not come there');
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('the workflow of a bulk', () => {
  it(
    'lets in so many a day over days, each once, and starts their workflows',
    () =>
      onStage(async (scene) => {
        const { stage, shop } = scene;
        const bulkId = await begin(scene, 9, 4);
        const handle = server.client.workflow.getHandle(bulkWorkflowId(bulkId));
        expect(await handle.result()).toBe(9);
        const decided = await rows(shop, bulkId);
        const days = decided.map(({ decidedAt }) =>
          DateTime.fromJSDate(decidedAt ?? stage.now, { zone: 'UTC' }).toISODate(),
        );
        const counts = [...new Set(days)].map((day) => days.filter((one) => one === day).length);
        expect(counts.sort()).toEqual([1, 4, 4]);
        const all = await shop.inside((tenant) => tenant.db.enrollment.findMany({ where: { bulkId } }));
        expect(new Set(all.map(({ customerId }) => customerId)).size).toBe(9);
        const isOver = async () => {
          const open = await shop.inside((tenant) =>
            tenant.db.enrollment.count({ where: { bulkId, status: { not: 'exited' } } }),
          );
          return open === 0;
        };
        await until(isOver);
      }),
    180_000,
  );

  it(
    'ends at once when it is stopped, while it waits for tomorrow',
    () =>
      onStage(async (scene) => {
        const { stage, shop } = scene;
        const bulkId = await begin(scene, 3, 2);
        const handle = server.client.workflow.getHandle(bulkWorkflowId(bulkId));
        await until(async () => (await handle.query(progress)).decided === 2);
        await shop.inside((tenant) => stopBulk(tenant, bulkId, stage.now));
        await stage.deps.temporal.startBulk({ organizationId: shop.id, bulkId });
        expect(await handle.result()).toBe(2);
        expect(await rows(shop, bulkId)).toHaveLength(2);
        // Told again after its end, it finds that it is over.
        await stage.deps.temporal.startBulk({ organizationId: shop.id, bulkId });
        expect(await server.client.workflow.getHandle(bulkWorkflowId(bulkId)).result()).toBe(0);
      }),
    180_000,
  );
});
