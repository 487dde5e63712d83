import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cases } from '../../testing/depth.ts';
import { Owner } from '../owner.ts';
import { Sandbox } from '../sandbox.ts';
import { until } from '../until.ts';
import { all, publishJourney } from './journey.ts';
import { type Stack, startStack, workerNames } from './stack.ts';
import { openTokenGate, type TokenGate } from './token-gate.ts';

const jobsTouched = 80;
const askers = 20;

let gate: TokenGate;
let stack: Stack;
let owner: Owner;
let sandbox: Sandbox;
let jobs: string[];

beforeAll(async () => {
  gate = await openTokenGate(() => `${stack.sandbox}/jobber/api/oauth/token`);
  stack = await startStack({ JOBBER_TOKEN_URL: gate.url, ACTIVITY_SLOTS: '2' });
  for (const name of ['temporal', 'sandbox', 'api'] as const) await stack.start(name);
  await Promise.all(workerNames.map((name) => stack.start(name)));
  owner = new Owner(stack.api);
  sandbox = new Sandbox(stack.sandbox);
  await owner.signUp('Tess');
  const client = await sandbox.client({
    firstName: 'Ada',
    emails: [{ address: 'ada@customers.example', primary: true }],
  });
  const made = Array.from({ length: jobsTouched }, (_, index) =>
    sandbox.job({ clientId: client.id, title: `Job ${index}` }),
  );
  jobs = (await Promise.all(made)).map(({ id }) => id);
  expect(await owner.connectJobber()).toContain('connected=jobber');
  await publishJourney(owner, 'job_completed', {
    subject: 'Done: {{job.title}}',
    body: 'Hello {{customer.first_name}}',
    sms: '{{job.title}} is done.',
  });
  await until('the customers are synced', async () => (await card()).state === 'connected', 120_000);
}, 300_000);

afterAll(async () => {
  await stack?.stop();
  await gate?.close();
}, 90_000);

type Card = { state: string; health: { token: { madeAt: string } | null } | null };
const card = () => owner.get<Card>('/api/crm/jobber/status');
const expire = () => sandbox.send('POST', '/jobber/control/tokens/expire');
const touch = (id: string) => sandbox.send('POST', `/jobber/control/jobs/${encodeURIComponent(id)}/touch`);
const refused = () => gate.answers.filter((status) => status !== 200).length;

/** A call of the API that needs a token: it looks whether the link works. */
async function look(): Promise<string> {
  const answer = await owner.request('/api/crm/jobber/disconnected');
  return String(answer.headers.get('location')).split('link=')[1] ?? '';
}

/** Every webhook that came in has reached its end, and every job was told of as often as said. */
async function allRead(times: number): Promise<boolean> {
  const deliveries = await all<{ status: string; topic: string | null; entity: { id: string } | null }>(
    owner,
    '/api/deliveries',
  );
  const told = deliveries.filter(({ topic }) => topic === 'JOB_UPDATE');
  return told.length >= times && deliveries.every(({ status }) => ['processed', 'not_needed'].includes(status));
}

describe('a token that 100 callers in three workers and the API find stale, with two slots each', () => {
  it('is refreshed by one request, every time', async () => {
    const rounds = cases('expiries with 100 callers', { sample: 2, whole: 10 });
    for (let round = 1; round <= rounds; round++) {
      const before = gate.answers.length;
      await expire();
      const looks = Array.from({ length: askers }, look);
      await Promise.all(jobs.map(touch));
      await until(`round ${round} is read`, () => allRead(round * jobsTouched), 180_000);
      // A look that waited too long for the one refresh says so; none is told that the link is dead.
      expect(await Promise.all(looks)).not.toContain('ended');
      expect(gate.answers.slice(before)).toEqual([200]);
      expect(await look()).toBe('alive');
    }
    expect(refused()).toBe(0);
    expect((await card()).state).toBe('connected');
  }, 1_800_000);
});

describe('workers that are killed', () => {
  /** What the owner does then; answers whether it was needed. */
  const reconnectIfNeeded = async (): Promise<boolean> => {
    if ((await card()).state !== 'needs_reconnect') return false;
    expect(await owner.connectJobber()).toContain('connected=jobber');
    return true;
  };
  const finish = async (index: number): Promise<string> => {
    await sandbox.completeJob(jobs[index] ?? '');
    return `Done: Job ${index}`;
  };
  const emailed = async (subject: string) => (await sandbox.emails()).filter((email) => email.subject === subject);

  it('between the answer of the provider and its storing leave a link to be connected again, and lose nothing', async () => {
    const kills = cases('kills between answer and store', { sample: 1, whole: 3 });
    for (let kill = 0; kill < kills; kill++) {
      const before = refused();
      const held = gate.holdNext();
      await expire();
      const subject = await finish(kill);
      await held;
      await Promise.all(workerNames.map((name) => stack.kill(name)));
      await Promise.all(workerNames.map((name) => stack.start(name)));
      await until('the owner is asked to reconnect', async () => (await card()).state === 'needs_reconnect', 180_000);
      // The old token was tried once more, and that was all.
      expect(refused() - before).toBe(1);
      expect(await emailed(subject)).toHaveLength(0);
      expect(await reconnectIfNeeded()).toBe(true);
      await until('the email has left', async () => (await emailed(subject)).length > 0, 180_000);
      expect(await emailed(subject)).toHaveLength(1);
      await until('all is read', () => allRead(0), 180_000);
    }
  }, 1_800_000);

  // Where a kill meets the one moment, see above; anywhere else the next worker goes on by itself.
  it('at any moment of a refresh lose nothing', async () => {
    const kills = cases('kills around a refresh', { sample: 1, whole: 10 });
    for (let kill = 0; kill < kills; kill++) {
      await expire();
      const subject = await finish(10 + kill);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 400));
      const name = workerNames[kill % workerNames.length] ?? 'worker';
      await stack.kill(name);
      await stack.start(name);
      await until(
        'the email has left',
        async () => {
          await reconnectIfNeeded();
          return (await emailed(subject)).length > 0;
        },
        300_000,
      );
      expect(await emailed(subject)).toHaveLength(1);
    }
    await until('all is read', () => allRead(0), 180_000);
  }, 3_600_000);
});
