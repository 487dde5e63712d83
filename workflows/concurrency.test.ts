import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { decideEvent } from '../activities/decide-event.ts';
import { startEnrollments } from '../activities/enrollment.ts';
import type { Channel } from '../channels/channel.ts';
import { withDatabase } from '../testing/postgres.ts';
import { openStage, type Stage } from '../testing/stage.ts';
import { createRealTimeServer } from '../testing/temporal.ts';
import { sharedBundle } from '../testing/workflow-bundle.ts';

let server: TestWorkflowEnvironment;
let stage: Stage;
let workers: { stop(): Promise<void> };
// Hooks run in this order: the database goes last.
afterAll(async () => {
  await workers?.stop();
  await stage?.close();
  await server?.teardown();
});
const urls = withDatabase();
beforeAll(async () => {
  const [made, bundle] = await Promise.all([createRealTimeServer(), sharedBundle()]);
  server = made;
  stage = await openStage({ appUrl: urls.appUrl, server, bundle, settings: { budgetMultiplier: 50 } });
  workers = await stage.startWorkers();
}, 120_000);

/** A vendor that takes what it is given and answers nobody until it is told to. */
function silent(to: Channel): Channel & { waiting: number; answer(): void } {
  let answer: () => void = () => undefined;
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const channel = {
    ...to,
    waiting: 0,
    answer,
    async send(message: Parameters<Channel['send']>[0]) {
      channel.waiting++;
      await answered;
      channel.waiting--;
      return to.send(message);
    },
  };
  return channel;
}

describe('100 customers who enroll at once with a vendor that does not answer', () => {
  it('wait for it together, and keep no lookup waiting', async () => {
    const email = stage.deps.channels.email;
    if (!email) throw new Error('The stage has an email channel');
    const vendor = silent(email);
    stage.deps.channels = { email: vendor };
    await stage.play('POST', '/seed', { clients: 130 });
    const [client] = ((await stage.play('GET', '/state')) as { clients: { id: string }[] }).clients;
    const job = await stage.play('POST', '/jobs', { clientId: client?.id, title: 'Gutters' });
    const outcome = await stage.connect();
    const connectionId = outcome.connected ? outcome.connectionId : '';
    const customers = () => stage.inside((tenant) => tenant.db.customer.findMany({ where: { email: { not: null } } }));
    await stage.until('they are synced', async () => (await customers()).length >= 100);
    await stage.addJourney('quote_approved', [{ id: 'mail', kind: 'send_email', subject: 'Hi', body: 'Thank you' }]);
    const enrollmentIds = await Promise.all(
      (await customers()).slice(0, 100).map(({ id }) => enroll(id, connectionId)),
    );
    await startEnrollments(stage.deps, { organizationId: stage.organizationId, enrollmentIds });
    await stage.until('many wait for the vendor', async () => vendor.waiting >= 20);
    expect(stage.sent).toEqual([]);

    await stage.play('POST', `/jobs/${job.id}/complete`);
    const looked = () => stage.inside((t) => t.db.event.count({ where: { trigger: 'job_completed' } }));
    await stage.until('it is looked up and decided', async () => (await looked()) === 1);
    expect(stage.sent).toEqual([]);

    vendor.answer();
    const completed = () => stage.inside((tenant) => tenant.db.enrollment.count({ where: { status: 'completed' } }));
    await stage.until('all are through', async () => (await completed()) === 100, 60_000);
    expect(new Set(stage.sent.map(({ id }) => id)).size).toBe(100);
  }, 240_000);
});

async function enroll(customerId: string, connectionId: string): Promise<string> {
  const { organizationId, deps } = stage;
  const id = randomUUID();
  const about = { provider: 'jobber', trigger: 'quote_approved', entityKind: 'quote', entityId: id, n: 1 };
  const found = { origin: 'live', foundBy: 'webhook', occurredAt: new Date(), occurredAtSource: 'webhook', facts: {} };
  await stage.inside((tenant) =>
    tenant.db.event.create({ data: { id, organizationId, connectionId, customerId, key: id, ...about, ...found } }),
  );
  const [enrollmentId = ''] = (await decideEvent(deps, { organizationId, eventId: id })).enrollmentIds;
  return enrollmentId;
}
