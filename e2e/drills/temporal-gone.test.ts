import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Owner } from '../owner.ts';
import { Sandbox } from '../sandbox.ts';
import { until } from '../until.ts';
import { all, publishJourney } from './journey.ts';
import { type Stack, startStack } from './stack.ts';

const count = 50;

type Webhook = { topic: string; itemId: string; status: string; attempts: number };

let stack: Stack;
let owner: Owner;
let sandbox: Sandbox;

beforeAll(async () => {
  stack = await startStack();
  for (const name of ['temporal', 'sandbox', 'api', 'worker'] as const) await stack.start(name);
  owner = new Owner(stack.api);
  sandbox = new Sandbox(stack.sandbox);
}, 240_000);

afterAll(async () => {
  await stack?.stop();
}, 60_000);

it('takes 50 webhooks without Temporal and sends 50 first messages after its start', async () => {
  await owner.signUp('Tess');
  const jobs = await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const client = await sandbox.client({
        firstName: 'Guest',
        lastName: String(index),
        emails: [{ address: `guest${index}@customers.example`, primary: true }],
      });
      return sandbox.job({ clientId: client.id, title: `Repair ${index}` });
    }),
  );
  expect(await owner.connectJobber()).toContain('connected=jobber');
  await publishJourney(owner, 'job_completed', {
    subject: 'Finished: {{job.title}}',
    body: '{{job.title}} is finished.',
    sms: '{{job.title}} is finished.',
  });
  await until('the first sync is over', async () => {
    const { items } = await owner.get<{ items: { state: string; lastSyncAt: string | null }[] }>('/api/integrations');
    return items[0]?.state === 'connected' && items[0].lastSyncAt !== null;
  });

  await stack.kill('temporal');
  await Promise.all(jobs.map((job) => sandbox.completeJob(job.id)));
  const webhooks = await until('every webhook has its answer', async () => {
    const { webhooks } = await sandbox.send<{ webhooks: Webhook[] }>('GET', '/jobber/control/state?webhooks=500');
    const updates = webhooks.filter(
      ({ topic, itemId }) => topic === 'JOB_UPDATE' && jobs.some(({ id }) => id === itemId),
    );
    return updates.length >= count && updates.every(({ status }) => status !== 'pending') && updates;
  });
  expect(webhooks.filter(({ status, attempts }) => status !== 'delivered' || attempts !== 1)).toEqual([]);

  await stack.start('temporal');
  await until('every first message has arrived', async () => (await finished()).length >= count, 300_000);
  const enrollments = await all<{ status: string }>(owner, '/api/enrollments');
  expect(enrollments).toHaveLength(count);
  expect(new Set((await finished()).map(({ subject }) => subject)).size).toBe(count);
  expect(await finished()).toHaveLength(count);
}, 600_000);

async function finished() {
  return (await sandbox.emails()).filter(({ subject }) => subject.startsWith('Finished: Repair '));
}
