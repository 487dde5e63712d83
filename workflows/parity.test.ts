import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { Context } from '@temporalio/activity';
import type { WorkflowHandle } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { startEnrollments } from '../activities/enrollment.ts';
import { coarse, slot } from '../journeys/parity/coarse.ts';
import { generateCase } from '../journeys/parity/generate.ts';
import { Naive } from '../journeys/parity/naive.ts';
import { cases } from '../testing/depth.ts';
import { type JourneyStage, openJourneyStage } from '../testing/journey-stage.ts';
import { type PaperVendors, paperChannel, StagedCase } from '../testing/parity-stage.ts';
import { withDatabase } from '../testing/postgres.ts';
import { createTimeSkippingServer } from '../testing/temporal.ts';
import { sharedBundle } from '../testing/workflow-bundle.ts';
import { createWorkers, type WorkflowBundle } from '../worker-pool.ts';
import { enrollmentWorkflowId } from './ids.ts';
import { searchAttributeKeys } from './search-attributes.ts';

const count = cases('parity: the same journeys in the real workflow', { sample: 8, whole: 200 });
const atOnce = 20;
const slotMs = slot * 60_000;
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

const types = temporal.api.enums.v1.EventType;
const idleAfter: readonly number[] = [
  types.EVENT_TYPE_TIMER_STARTED,
  types.EVENT_TYPE_TIMER_CANCELED,
  types.EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES,
  types.EVENT_TYPE_WORKFLOW_PROPERTIES_MODIFIED,
];

/** Whether a workflow has done everything there is to do and waits for its timer, or is over. */
async function isIdle(handle: WorkflowHandle): Promise<boolean> {
  const events = (await handle.fetchHistory()).events?.map(({ eventType }) => Number(eventType)) ?? [];
  if (events.at(-1) === types.EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED) return true;
  const since = events.slice(events.lastIndexOf(types.EVENT_TYPE_WORKFLOW_TASK_COMPLETED) + 1);
  return since.includes(types.EVENT_TYPE_TIMER_STARTED) && since.every((type) => idleAfter.includes(type));
}

/** The server's clock runs on only while somebody sleeps, so nothing else becomes due meanwhile. */
async function untilIdle(handle: WorkflowHandle): Promise<void> {
  const giveUpAt = performance.now() + 120_000;
  while (!(await isIdle(handle))) {
    if (performance.now() > giveUpAt) throw new Error(`${handle.workflowId} does not come to rest`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** In the middle of a slot: what is due in it has been done, and there is room for what happens. */
async function sleepInto(stage: JourneyStage, minute: number): Promise<void> {
  const ahead = minute * 60_000 + slotMs / 2 - (await server.currentTimeMs());
  if (ahead > 0) await server.sleep(ahead);
  stage.now = new Date(minute * 60_000);
}

async function onStage(work: (stage: JourneyStage, vendors: PaperVendors) => Promise<void>): Promise<void> {
  const stage = await openJourneyStage(urls.appUrl, server.client);
  const vendors: PaperVendors = new Map();
  stage.deps.channels = { email: paperChannel('email', vendors), sms: paperChannel('sms', vendors) };
  stage.now = new Date(await server.currentTimeMs());
  stage.deps.clock = () => {
    try {
      const { currentAttemptScheduledTimestampMs: now } = Context.current().info;
      return new Date(Math.floor(now / slotMs) * slotMs);
    } catch {
      return stage.now;
    }
  };
  const workers = await createWorkers(stage.deps, {
    connection: server.nativeConnection,
    namespace: server.namespace ?? 'default',
    buildId: null,
    bundle,
  });
  const running = Promise.all(workers.map((worker) => worker.run()));
  try {
    await work(stage, vendors);
  } finally {
    for (const worker of workers) worker.shutdown();
    await running;
    await stage.close();
  }
}

type Act = { minute: number; staged: StagedCase; act: () => Promise<boolean> };

async function play(stage: JourneyStage, vendors: PaperVendors, seeds: readonly number[]): Promise<void> {
  const base = (Math.ceil((await server.currentTimeMs()) / slotMs) + 4) * slot;
  const all: StagedCase[] = [];
  for (const [n, seed] of seeds.entries()) {
    all.push(await StagedCase.open(stage, vendors, coarse(generateCase(seed, base + n * slot)), seed));
  }
  const acts = all.flatMap((staged): Act[] => {
    const { organizationId, enrollmentId } = staged;
    const { start, happenings } = staged.given.world;
    const begin = async () => {
      for (const what of happenings.filter(({ minute }) => minute < start)) await staged.happen(what);
      await startEnrollments(stage.deps, { organizationId, enrollmentIds: [enrollmentId] });
      return false;
    };
    const later = happenings.filter(({ minute }) => minute >= start);
    return [
      { minute: start, staged, act: begin },
      ...later.map((what) => ({ minute: what.minute, staged, act: () => staged.happen(what) })),
    ];
  });
  const started = new Set<StagedCase>();
  for (const { minute, staged, act } of acts.sort((one, other) => one.minute - other.minute)) {
    const handle = server.client.workflow.getHandle(enrollmentWorkflowId(staged.enrollmentId));
    await sleepInto(stage, minute);
    if (started.has(staged)) await untilIdle(handle);
    if (await act()) await stage.deps.temporal.nudgeEnrollment(staged.enrollmentId);
    started.add(staged);
    await untilIdle(handle);
  }
  for (const staged of all) {
    await server.client.workflow.getHandle(enrollmentWorkflowId(staged.enrollmentId)).result();
    const { given } = staged;
    expect({ seed: given.seed, trace: await staged.trace() }).toEqual({
      seed: given.seed,
      trace: new Naive(given).run(),
    });
  }
}

const first = jest.getSeed() >>> 1;

it(
  `random journeys come to the same timeline in the real workflow and by a naive interpreter (${count} from seed ${first})`,
  () =>
    onStage(async (stage, vendors) => {
      for (let from = 0; from < count; from += atOnce) {
        const seeds = Array.from({ length: Math.min(atOnce, count - from) }, (_, n) => first + from + n);
        await play(stage, vendors, seeds);
      }
    }),
  1_800_000,
);
