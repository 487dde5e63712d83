import { Client, Connection, type WorkflowHandle } from '@temporalio/client';
import { startEnrollments } from '../activities/enrollment.ts';
import { openJourneyStage, type TestBusiness } from '../testing/journey-stage.ts';
import { enrollmentWorkflowId } from '../workflows/ids.ts';
import { queues } from '../workflows/queues.ts';
import { figure, words } from './measure.ts';
import { type Crew, startCrew } from './steps/crew.ts';
import { datedJourney, enrollMany } from './steps/enrolled.ts';
import { busyTime } from './steps/histories.ts';
import type { Bench, Row } from './table.ts';
import { startTemporal } from './temporal-server.ts';

const rounds = 5;
const perRound = 100;
/** Message steps, each behind a wait until one instant that all of a round share. */
const messages = 2;
/** So long before its instant everybody has to stand at the wait. */
const leadMs = Number(process.env.BENCH_LEAD_MS ?? 12_000);
const atOnce = 16;
const cannedNamespace = 'canned';
const activities = 1 + messages;

type Measured = { perSecond: number; cpuMs: number; events: number };
type Kind = 'ours' | 'loop' | 'bare';

/** P5, P6 and P8: enrollments as they are, the same loop over activities that do nothing, and bare workflows. */
export const enrollments: Bench = async ({ appUrl }): Promise<Row[]> => {
  const server = await startTemporal();
  const connection = await Connection.connect({ address: server.address });
  const client = new Client({ connection, namespace: server.namespace });
  const canned = new Client({ connection, namespace: cannedNamespace });
  await openNamespace(connection);
  const stage = await openJourneyStage(appUrl, client);
  const crew = await startCrew({ address: server.address, appUrl, cannedNamespace });
  try {
    stage.now = new Date();
    const shop = await stage.addBusiness({ zone: 'UTC', window: { email: { everyDay: [0, 24], sunday: [0, 24] } } });
    const journeyId = await datedJourney(shop, messages);
    const begin: Record<Kind, (dues: Date[]) => Promise<WorkflowHandle[]>> = {
      ours: async (dues) => {
        const ids = await enrollMany(shop, journeyId, Array<Date[]>(perRound).fill(dues));
        await inTurns(ids, (id) => startEnrollments(stage.deps, { organizationId: shop.id, enrollmentIds: [id] }));
        return ids.map((id) => client.workflow.getHandle(enrollmentWorkflowId(id)));
      },
      loop: (dues) => startMany(canned, 'journeyEnrollment', queues.journeys, dues, shop),
      bare: (dues) => startMany(client, 'bare', 'bare', dues, shop),
    };
    const kinds: Kind[] = ['ours', 'loop', 'bare'];
    for (const kind of kinds) await round(crew, begin[kind]);
    const all: Record<Kind, Measured[]> = { ours: [], loop: [], bare: [] };
    for (let n = 0; n < rounds; n++) {
      // Taking turns at going first: the server gets slower as it fills.
      for (const kind of n % 2 === 0 ? kinds : [...kinds].reverse()) all[kind].push(await round(crew, begin[kind]));
    }
    return rows(all);
  } finally {
    await crew.stop();
    await stage.close();
    await connection.close();
    await server.stop();
  }
};

async function round(crew: Crew, begin: (dues: Date[]) => Promise<WorkflowHandle[]>): Promise<Measured> {
  const idle = await idleCpu(crew);
  const from = performance.now();
  const before = await crew.usage();
  const started = Date.now();
  const dues = Array.from({ length: messages }, (_none, n) => new Date(started + (n + 1) * leadMs));
  const handles = await begin(dues);
  for (const handle of handles) await handle.result();
  const seconds = (performance.now() - from) / 1000;
  const cpuMs = (await crew.usage()).cpuMs - before.cpuMs - idle * seconds;
  const { busyMs, events } = await busyTime(handles, dues);
  return { perSecond: perRound / (busyMs / 1000), cpuMs: cpuMs / (perRound * activities), events: events / perRound };
}

/** CPU milliseconds per second of a worker that has nothing to do. */
async function idleCpu(crew: Crew): Promise<number> {
  const before = await crew.usage();
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  return ((await crew.usage()).cpuMs - before.cpuMs) / 3;
}

let started = 0;

async function startMany(client: Client, type: string, taskQueue: string, dues: Date[], { id }: TestBusiness) {
  const times = dues.map((due) => due.toISOString());
  const names = Array.from({ length: perRound }, () => [++started, ...times].join('/'));
  return inTurns(names, (enrollmentId) =>
    client.workflow.start(type, {
      workflowId: `${type}:${enrollmentId.split('/')[0]}:${id}`,
      taskQueue,
      args: [type === 'bare' ? { dues: times } : { organizationId: id, enrollmentId }],
    }),
  );
}

async function inTurns<Item, Result>(items: readonly Item[], work: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  const waiting = [...items];
  const lane = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) results.push(await work(item));
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return results;
}

async function openNamespace({ workflowService }: Connection): Promise<void> {
  const day = { seconds: 24 * 60 * 60 };
  await workflowService.registerNamespace({
    namespace: cannedNamespace,
    workflowExecutionRetentionPeriod: day as never,
  });
  const isThere = () =>
    workflowService.describeNamespace({ namespace: cannedNamespace }).then(
      () => true,
      () => false,
    );
  while (!(await isThere())) await new Promise((resolve) => setTimeout(resolve, 250));
}

function rows({ ours, loop, bare }: Record<Kind, Measured[]>): Row[] {
  const against = (those: Measured[], what: keyof Measured) =>
    figure(those.map((one, n) => one[what] / (bare[n]?.[what] ?? 1)));
  const of = (those: Measured[], what: keyof Measured, digits = 1) =>
    words(figure(those.map((one) => one[what])), digits);
  const setting = `rounds of ${perRound} with ${messages} waits, all in flight at once, development server`;
  const rate = against(ours, 'perSecond');
  const size = figure(ours.map(({ events }) => events / (5 + 11 * messages)));
  const cpu = against(loop, 'cpuMs');
  return [
    {
      id: 'P5',
      what: 'enrollments/s, against a bare workflow with the same timers and as many activities that do nothing',
      target: '≥ 0.9',
      ratio: words(rate),
      figures: `${of(ours, 'perSecond')}/s; bare ${of(bare, 'perSecond')}/s; the loop alone ${words(against(loop, 'perSecond'))} of bare; time in which nobody only waits; ${setting}`,
      met: rate.median >= 0.9,
    },
    {
      id: 'P6',
      what: 'history events per enrollment, against 5 + 11 per message step with its wait',
      target: '≤ 1.1',
      ratio: words(size),
      figures: `${of(ours, 'events')} events with ${messages} message steps; bare ${of(bare, 'events')}`,
      met: size.median <= 1.1,
    },
    {
      id: 'P8',
      what: "worker CPU per step: our workflow's loop against the bare step, activities that do nothing in both",
      target: '≤ 1.3',
      ratio: words(cpu),
      figures: `${of(loop, 'cpuMs', 2)} ms; bare ${of(bare, 'cpuMs', 2)} ms; with our activities (database, guards, rendering) ${of(ours, 'cpuMs', 2)} ms, ${words(against(ours, 'cpuMs'))} of bare; ${setting}`,
      met: cpu.median <= 1.3,
    },
  ];
}
