import { setTimeout as pause } from 'node:timers/promises';
import type { WorkflowHandle } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { pino } from 'pino';
import { startEnrollments } from '../../activities/enrollment.ts';
import { NotProcessed } from '../../channels/channel.ts';
import type { Definition, Step } from '../../journeys/definition.ts';
import {
  type JourneyStage,
  openJourneyStage,
  type PersonOptions,
  type TestBusiness,
} from '../../testing/journey-stage.ts';
import { createWorkers, type WorkflowBundle } from '../../worker-pool.ts';
import { enrollmentWorkflowId } from '../../workflows/ids.ts';
import { type Progress, progress } from '../../workflows/journey-enrollment.ts';

/** Where enrollments are played until they stand where their history is wanted. */
export type Studio = {
  stage: JourneyStage;
  /** One that may send at any hour. */
  openShop(more?: Parameters<JourneyStage['addBusiness']>[0]): Promise<TestBusiness>;
  start(shop: TestBusiness, enrollmentId: string): Promise<WorkflowHandle>;
  /** Enrolls a new customer into a journey of these steps. */
  enter(
    shop: TestBusiness,
    steps: Step[],
    person?: PersonOptions,
    more?: Partial<Definition>,
  ): Promise<{ id: string; handle: WorkflowHandle }>;
  close(): Promise<void>;
};

/** A scene ends where the history is to end; it answers whose. */
export type Scene = (studio: Studio) => Promise<WorkflowHandle>;

/** Whom the email vendor cannot be reached for. */
export const unreachable = 'unreachable@example.com';

/** Whose email fails in a way that nobody has thought of. */
export const broken = 'broken@example.com';

const anyHour = { everyDay: [0, 24], sunday: [0, 24] } as const;
const patienceMs = 300_000;

export async function openStudio(
  appUrl: string,
  server: TestWorkflowEnvironment,
  bundle: WorkflowBundle,
): Promise<Studio> {
  const stage = await openJourneyStage(appUrl, server.client);
  stage.deps.clock = () => new Date();
  stage.deps.log = pino({ level: 'error' });
  const { email } = stage.deps.channels;
  if (!email) throw new Error('The stage has no email');
  const failing: typeof email = {
    ...email,
    async send(message) {
      if (message.to === unreachable) throw new NotProcessed('nobody answers');
      if (message.to === broken) throw new TypeError('a fault of ours');
      return email.send(message);
    },
  };
  stage.deps.channels = { ...stage.deps.channels, email: failing };
  const workers = await createWorkers(stage.deps, {
    connection: server.nativeConnection,
    namespace: server.namespace ?? 'default',
    buildId: null,
    bundle,
  });
  const running = Promise.all(workers.map((worker) => worker.run()));
  const studio: Studio = {
    stage,
    openShop(more) {
      stage.now = new Date();
      const window = { email: anyHour, marketingSms: anyHour, transactionalSms: anyHour };
      return stage.addBusiness({ zone: 'UTC', country: 'IE', window, ...more });
    },
    async start(shop, enrollmentId) {
      await startEnrollments(stage.deps, { organizationId: shop.id, enrollmentIds: [enrollmentId] });
      return server.client.workflow.getHandle(enrollmentWorkflowId(enrollmentId));
    },
    async enter(shop, steps, person, more) {
      stage.now = new Date();
      const id = await shop.enroll(steps, person, more);
      return { id, handle: await studio.start(shop, id) };
    },
    async close() {
      for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
      await running;
      await stage.close();
    },
  };
  return studio;
}

/** Until the enrollment stands where it should. */
export async function reaches(handle: WorkflowHandle, there: (progress: Progress) => boolean): Promise<WorkflowHandle> {
  await until(`${handle.workflowId} is there`, async () => there(await handle.query(progress)));
  return handle;
}

export async function until(what: string, look: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + patienceMs; Date.now() < end; await pause(50)) if (await look()) return;
  throw new Error(`Not within ${patienceMs / 1000} s: ${what}`);
}
