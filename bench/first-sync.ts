import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { type Provider, RateLimited } from '../providers/provider.ts';
import { NoPermit } from '../records/meter.ts';
import { openStage, type Stage } from '../testing/stage.ts';
import { jobberVendor } from '../testing/stage-vendors.ts';
import { createRealTimeServer } from '../testing/temporal.ts';
import { type WorkflowBundle, workflowBundle } from '../worker-pool.ts';
import type { Bench, Row } from './table.ts';

const clients = 10_000;
const times = 20;
/** What a sync leaves to events and sweeps. */
const reserve = 0.3;

/** P10: the first sync of a large account, against the seconds in which its points can be had at all. */
export const firstSync: Bench = async ({ appUrl }): Promise<Row> => {
  const [server, bundle] = await Promise.all([createRealTimeServer(), workflowBundle()]);
  try {
    const { seconds, points, refusals, maximum, perSecond } = await run(appUrl, server, bundle);
    const least = (points - maximum * (1 - reserve)) / perSecond;
    const ratio = seconds / least;
    return {
      id: 'P10',
      what: `first sync of ${clients} clients against the time that the provider's budget, less the reserve for events, allows`,
      target: '≤ 1.05, 0 THROTTLED',
      ratio: `${ratio.toFixed(2)}, ${refusals} THROTTLED`,
      figures: `${seconds.toFixed(1)} s for ${points} points, allowed in ${least.toFixed(1)} s; budget × ${times}`,
      met: ratio <= 1.05 && refusals === 0,
    };
  } finally {
    await server.teardown();
  }
};

async function run(appUrl: string, server: TestWorkflowEnvironment, bundle: WorkflowBundle) {
  const accountId = Buffer.from(`gid://Jobber/Account/${Date.now()}`).toString('base64');
  const vendor = jobberVendor({ accountId, budgetMultiplier: times });
  const stage = await openStage({ appUrl, server, bundle, vendor });
  stage.deps.settings.customerPageSize = null;
  const counted = countRefusals(stage);
  await stage.play('POST', '/seed', { clients });
  const workers = await stage.startWorkers();
  try {
    await stage.connect();
    const completed = () =>
      stage.inside((tenant) => tenant.db.syncRun.findFirst({ where: { kind: 'customers', status: 'completed' } }));
    await stage.until('every client is here', async () => (await completed()) !== null, 600_000);
    const sync = await completed();
    if (sync?.customers !== clients) throw new Error(`${sync?.customers} clients were read`);
    const { spent, maximum, restoredPerSecond } = await stage.inside((tenant) =>
      tenant.db.budget.findFirstOrThrow({ where: { name: 'points' } }),
    );
    const seconds = ((sync.finishedAt?.getTime() ?? 0) - sync.startedAt.getTime()) / 1000;
    return { seconds, points: Math.round(spent), refusals: counted(), maximum, perSecond: restoredPerSecond };
  } finally {
    await workers.stop();
    await stage.close();
  }
}

/** Refusals of the provider's own; a permit that our budget did not give never reached it. */
function countRefusals({ deps }: Stage): () => number {
  let refusals = 0;
  const [key, provider] = Object.entries(deps.providers)[0] as [string, Provider];
  deps.providers = {
    [key]: {
      ...provider,
      customerPage: (...asked) =>
        provider.customerPage(...asked).catch((error: unknown) => {
          if (error instanceof RateLimited && !(error instanceof NoPermit)) refusals++;
          throw error;
        }),
    },
  };
  return () => refusals;
}
