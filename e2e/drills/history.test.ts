import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { cases } from '../../testing/depth.ts';
import { Owner } from '../owner.ts';
import { Sandbox } from '../sandbox.ts';
import { until } from '../until.ts';
import { all, publishJourney } from './journey.ts';
import { type Stack, startStack } from './stack.ts';

const clients = cases('clients of an account with history', { sample: 300, whole: 10_000 });
const finishedJobs = clients + 400;
const updates = 200;
const triggers = ['client_created', 'quote_approved', 'visit_completed', 'job_closed', 'job_completed'];

type Job = { id: string; completedAt: string | null };
type Event = {
  trigger: string;
  origin: string;
  entity: { id: string };
  decisions: { reason: { code: string; words: string } }[];
};

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

it('connects an account of years without a message, and answers the first job that is finished afterwards', async () => {
  await owner.signUp('Hanna');
  await sandbox.send('POST', '/jobber/control/seed', { clients, finishedJobs, seed: 7 });
  const customer = await sandbox.client({
    firstName: 'Open',
    lastName: 'Door',
    emails: [{ address: 'open.door@customers.example', primary: true }],
  });
  const open = await sandbox.job({ clientId: customer.id, title: 'Open at connect', visits: [] });

  expect(await owner.connectJobber()).toContain('connected=jobber');
  for (const trigger of triggers) {
    await publishJourney(owner, trigger, { subject: `After ${trigger}`, body: 'Thank you.', sms: 'Thank you.' });
  }
  const synced = await until(
    'the first sync is over',
    async () => {
      const { items } = await owner.get<{ items: { lastSyncAt: string | null; customers: number }[] }>(
        '/api/integrations',
      );
      return items[0]?.lastSyncAt ? items[0] : null;
    },
    1_800_000,
  );
  expect(synced.customers).toBeGreaterThanOrEqual(clients);

  const { jobs } = await sandbox.send<{ jobs: Job[] }>('GET', '/jobber/control/state?limit=1000');
  const finished = jobs.filter(({ completedAt }) => completedAt !== null).slice(0, updates);
  expect(finished).toHaveLength(updates);
  for (const job of finished)
    await sandbox.send('POST', `/jobber/control/jobs/${encodeURIComponent(job.id)}/touch`, {});
  const decided = await until(
    'every update is decided',
    async () => {
      const events = await all<Event>(owner, '/api/events');
      const completions = events.filter(
        ({ trigger, entity }) => trigger === 'job_completed' && finished.some(({ id }) => id === entity.id),
      );
      return completions.length >= updates && completions.every(({ decisions }) => decisions.length > 0) && completions;
    },
    300_000,
  );
  expect(decided).toHaveLength(updates);
  expect(decided.flatMap(({ decisions }) => decisions.map(({ reason }) => reason.code))).toEqual(
    decided.map(() => 'before_connection'),
  );
  expect(decided[0]?.decisions[0]?.reason.words).toMatch(/before you connected/i);
  expect(await all(owner, '/api/messages')).toEqual([]);
  expect(await all(owner, '/api/enrollments')).toEqual([]);

  await sandbox.completeJob(open.id);
  await until('the one message has arrived', async () =>
    (await sandbox.emails()).some(({ subject }) => subject === 'After job_completed'),
  );
  await until('the one journey is over', async () => {
    const enrollments = await all<{ status: string }>(owner, '/api/enrollments');
    return enrollments.every(({ status }) => status === 'completed');
  });
  expect(await all(owner, '/api/enrollments')).toHaveLength(1);
  expect((await sandbox.emails()).filter(({ subject }) => subject.startsWith('After '))).toHaveLength(1);
}, 2_700_000);
