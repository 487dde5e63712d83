import { fileURLToPath } from 'node:url';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { pino } from 'pino';
import type { Dependencies } from '../../activities/dependencies.ts';
import type { EnrollmentRef, Told } from '../../activities/enrollment.ts';
import { openDatabase } from '../../records/database.ts';
import { createKeyRing } from '../../records/encryption.ts';
import { createTemporal } from '../../temporal.ts';
import { createWorkers, workflowBundle } from '../../worker-pool.ts';
import { queues } from '../../workflows/queues.ts';
import type { CrewSettings } from './crew.ts';
import { instantChannel } from './instant-channel.ts';

// A worker process that is measured: ours, the same loop over activities that do nothing, and bare workflows.
Runtime.install({ logger: new DefaultLogger('ERROR') });
const settings: CrewSettings = JSON.parse(process.argv[2] ?? '{}');
const { address, appUrl, cannedNamespace, maxCachedWorkflows } = settings;
const connection = await NativeConnection.connect({ address });
const database = await openDatabase({ url: appUrl, poolSize: 20 });
const temporal = await createTemporal({ temporal: { address, namespace: 'default', profile: null, uiUrl: null } });
const sent: { at: number; to: string }[] = [];
const note = ({ to }: { to: string }) => void sent.push({ at: Date.now(), to });
const deps: Dependencies = {
  ...{ database, temporal, providers: {}, clock: () => new Date(), log: pino({ level: 'silent' }) },
  channels: { email: instantChannel('email', note), sms: instantChannel('sms', note) },
  keys: createKeyRing(`k1:${Buffer.alloc(32).toString('base64')}`),
  settings: {
    ...{ publicUrl: 'http://localhost:3000', allowedRecipients: { email: null, sms: null }, registerWebhooks: [] },
    ...{ platformFrom: 'Afterjob <hello@afterjob.example>', dailyQuota: { email: null, sms: null } },
    ...{ customerPageSize: null, sweepEveryMs: 24 * 60 * 60_000 },
  },
};
const bundle = await workflowBundle();
const pool = {
  connection,
  namespace: 'default',
  buildId: null,
  bundle,
  ...(maxCachedWorkflows && { maxCachedWorkflows }),
};
const workers = await createWorkers(deps, pool);

/** What our activities would answer to an enrollment whose id names its dates: nothing is read or written. */
async function told({ enrollmentId }: EnrollmentRef): Promise<Told> {
  const dues = enrollmentId.split('/').slice(1);
  const due = dues.find((date) => Date.parse(date) > Date.now()) ?? null;
  return {
    next: due === null ? null : 'sendEmail',
    due,
    code: due === null ? 'reached_end' : 'waiting',
    hold: null,
    zone: 'UTC',
  };
}
if (cannedNamespace) {
  const common = { connection, namespace: cannedNamespace, activities: { decide: told, sendEmail: told } };
  workers.push(
    await Worker.create({ ...common, taskQueue: queues.journeys, workflowBundle: bundle }),
    await Worker.create({ ...common, taskQueue: queues.email }),
    await Worker.create({
      ...{ connection, namespace: 'default', taskQueue: 'bare', activities: { noOp: async () => undefined } },
      workflowsPath: fileURLToPath(new URL('./bare.ts', import.meta.url)),
    }),
  );
}
const running = Promise.all(workers.map((worker) => worker.run()));
process.on('message', (ask) => {
  if (ask === 'stop') return void stop();
  const { user, system } = process.cpuUsage();
  globalThis.gc?.();
  const { rss } = process.memoryUsage();
  process.send?.({ cpuMs: (user + system) / 1000, rss, sent: ask === 'sent' ? sent : [] });
});
// Whoever asked is gone.
process.once('disconnect', () => process.exit());
process.send?.('ready');

async function stop(): Promise<void> {
  for (const worker of workers) worker.shutdown();
  await running;
  await temporal.close();
  await database.close();
  await connection.close();
  process.disconnect();
}
