import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { cases } from '../../testing/depth.ts';
import { Owner } from '../owner.ts';
import { Sandbox } from '../sandbox.ts';
import { until } from '../until.ts';
import { all, publishJourney } from './journey.ts';
import { type Stack, startStack } from './stack.ts';

const kills = cases('kills of the worker, each while 20 sends are unanswered', { sample: 2, whole: 5 });
const enrollments = kills * 20;
/** Slow until a kill, so that 20 sends are unanswered at once on a machine of any speed; then as vendors are. */
const answerAfterMs = { untilKilled: 25_000, afterwards: 300 };

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

it(`sends ${enrollments} emails once and no SMS twice while the worker is killed ${kills} times`, async () => {
  await owner.signUp('Kay');
  const clients = await Promise.all(
    Array.from({ length: enrollments }, (_, index) =>
      sandbox.client({
        firstName: 'Client',
        lastName: String(index),
        emails: [{ address: `client${index}@customers.example`, primary: true }],
        phones: [{ number: `+1212555${String(1000 + index)}`, primary: true, smsAllowed: true }],
      }),
    ),
  );
  const jobs = await Promise.all(
    clients.map((client, index) => sandbox.job({ clientId: client.id, title: `Job ${index}` })),
  );
  expect(await owner.connectJobber()).toContain('connected=jobber');
  await publishJourney(owner, 'job_completed', {
    subject: 'Done: {{job.title}}',
    body: 'Hello {{customer.first_name}}, {{job.title}} is done.',
    sms: '{{job.title}} is done.',
  });
  const perKill = enrollments / kills;
  const unansweredAtKill: number[] = [];
  for (let kill = 0; kill < kills; kill++) {
    await answerAfter(answerAfterMs.untilKilled);
    const completed = jobs.slice(kill * perKill, (kill + 1) * perKill);
    await Promise.all(completed.map((job) => sandbox.completeJob(job.id)));
    unansweredAtKill.push(
      await until(
        '20 sends are unanswered',
        async () => {
          const open = await unanswered();
          return open >= 20 && open;
        },
        120_000,
      ),
    );
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 250));
    await stack.kill('worker');
    await answerAfter(answerAfterMs.afterwards);
    await stack.start('worker');
  }
  expect(unansweredAtKill).toHaveLength(kills);
  const final = await until(
    'every enrollment is over',
    async () => {
      const list = await all<{ status: string }>(owner, '/api/enrollments');
      return (
        list.length === enrollments &&
        list.every(({ status }) => ['completed', 'exited', 'failed'].includes(status)) &&
        list
      );
    },
    420_000,
  );
  expect(final).toHaveLength(enrollments);

  const emails = (await sandbox.emails()).filter(({ subject }) => subject.startsWith('Done: Job '));
  expect(new Set(emails.map(({ to }) => String(to))).size).toBe(enrollments);
  expect(emails).toHaveLength(enrollments);
  const texts = (await sandbox.texts()).filter(({ body }) => body.includes('is done.'));
  const reached = new Set(texts.map(({ to }) => to));
  expect(texts).toHaveLength(reached.size);
  const ledger = (await all<{ channel: string; status: string; to: string }>(owner, '/api/messages')).filter(
    ({ channel }) => channel === 'sms',
  );
  expect(ledger).toHaveLength(enrollments);
  const missing = ledger.filter(({ to }) => !reached.has(to));
  // Asked about every minute; after five without a trace it is the owner's to judge.
  expect(missing.filter(({ status }) => status !== 'unknown' && status !== 'review')).toEqual([]);
}, 900_000);

async function answerAfter(delayMs: number): Promise<void> {
  for (const vendor of ['resend', 'twilio']) await sandbox.send('PUT', `/${vendor}/control/faults`, { delayMs });
}

/** Requests that a vendor has taken in and not answered yet. */
async function unanswered(): Promise<number> {
  const answers = await Promise.all(
    ['resend', 'twilio'].map((vendor) => sandbox.send<{ unanswered: number }>('GET', `/${vendor}/control/faults`)),
  );
  return answers.reduce((sum, answer) => sum + answer.unanswered, 0);
}
