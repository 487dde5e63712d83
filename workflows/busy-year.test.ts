import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import express from 'express';
import type { LiveEvent } from '../providers/jobber/sandbox/live.ts';
import { manifests } from '../providers/manifests.ts';
import { createMirror } from '../sandbox/mirror.ts';
import { cases } from '../testing/depth.ts';
import { withDatabase } from '../testing/postgres.ts';
import { nextSecond, openStage, type Stage } from '../testing/stage.ts';
import { jobberVendor, quickbooksVendor, type StageVendor } from '../testing/stage-vendors.ts';
import { createRealTimeServer } from '../testing/temporal.ts';
import { sharedBundle } from '../testing/workflow-bundle.ts';
import type { WorkflowBundle } from '../worker-pool.ts';

const urls = withDatabase();
let server: TestWorkflowEnvironment;
let bundle: WorkflowBundle;
beforeAll(async () => {
  [server, bundle] = await Promise.all([createRealTimeServer(), sharedBundle()]);
}, 120_000);
afterAll(async () => {
  await server?.teardown();
});

let accounts = 0;
const account = () => `${Date.now()}${++accounts}`;
const encoded = (id: string) => Buffer.from(`gid://Jobber/Account/${id}`).toString('base64');
const jobber = () => jobberVendor({ accountId: encoded(account()), budgetMultiplier: 1000 });
const quickbooks = () => quickbooksVendor({ realmId: account(), budgetMultiplier: 1000 });

const year = cases('percent of the busy year at each provider', { sample: 1, whole: 100 });
const deeds = cases('deeds of the busy company with a fifth of its webhooks lost', { sample: 30, whole: 600 });
const papers = cases('invoices that stand in both systems', { sample: 9, whole: 150 });
const patience = 60_000 + deeds * 2_000;
const thanks: Parameters<Stage['addJourney']>[1] = [
  { id: 'mail', kind: 'send_email', subject: 'Thanks', body: 'Hello' },
];
const losingAFifth = { dropShare: 0.2, dropSeed: 7, outOfOrder: true };

async function openHere(vendor: StageVendor, more: Partial<Parameters<typeof openStage>[0]> = {}): Promise<Stage> {
  return openStage({ appUrl: urls.appUrl, server, bundle, vendor, sweepEveryMs: 3_000, ...more });
}

const connections = (stage: Stage) => stage.inside(({ db }) => db.connection.findMany());
const historyRead = (stage: Stage) =>
  stage.until(
    'the history is read',
    async () => {
      const runs = await stage.inside(({ db }) => db.syncRun.findMany({ where: { kind: 'history' } }));
      const read = runs.filter(({ status }) => status === 'completed');
      return read.length === (await connections(stage)).length;
    },
    patience + year * 5_000,
  );
/** Sweeps over what happened until now have ended at every connection, `times` in a row. */
async function swept(stage: Stage, times: number): Promise<void> {
  for (let time = 0; time < times; time++) {
    const since = new Date();
    const over = async () => (await connections(stage)).every(({ sweptUntil }) => sweptUntil && sweptUntil > since);
    await stage.until('it was swept', over, patience);
  }
}
// What begins by the clock is told by the clock, whoever acts.
const told = { origin: 'live', foundBy: { not: 'due' } };
const liveEvents = (stage: Stage) => stage.inside(({ db }) => db.event.findMany({ where: told }));
const foundAll = (stage: Stage, count: number) =>
  stage.until(
    'all that happened is found',
    async () => (await stage.inside(({ db }) => db.event.count({ where: told }))) >= count,
    patience,
  );
const toldOf = ({ trigger, entity }: LiveEvent, n = 1) => `${trigger} ${entity.kind} ${entity.id} ${n}`;
const dropped = async (stage: Stage) => {
  const { webhooks } = await stage.play('GET', '/state?limit=0&webhooks=500');
  return (webhooks as { status: string }[]).filter(({ status }) => status === 'dropped').length;
};
const allDecided = (stage: Stage) =>
  stage.until(
    'all is decided',
    async () => (await stage.inside(({ db }) => db.event.count({ where: { ...told, decidedAt: null } }))) === 0,
    patience,
  );

describe('a busy company whose webhooks are lost, one of five', () => {
  it.each<[string, () => StageVendor]>([
    ['jobber', jobber],
    ['quickbooks', quickbooks],
  ])(
    'has each event of its later life once, and none of its past enrolls: %s',
    async (key, vendor) => {
      const stage = await openHere(vendor());
      const workers = await stage.startWorkers();
      try {
        await stage.play('POST', '/busy', { seed: 4, share: year / 100 });
        for (const trigger of Object.keys(manifests[key as keyof typeof manifests].triggers))
          await stage.addJourney(trigger, thanks);
        await stage.connect();
        await nextSecond(stage);
        await historyRead(stage);
        await stage.play('PUT', '/faults', losingAFifth);
        const expected: string[] = [];
        for (let seed = 1; seed <= 3; seed++) {
          const { events } = await stage.play('POST', '/live', { count: deeds / 3, seed });
          expected.push(...(events as LiveEvent[]).map((event) => toldOf(event)));
        }
        const found = async () =>
          (await liveEvents(stage)).map(({ trigger, entityKind: kind, entityId: id, n }) =>
            toldOf({ trigger, entity: { kind, id } }, n),
          );
        await foundAll(stage, expected.length);
        await swept(stage, 2);
        expect((await found()).sort()).toEqual(expected.sort());
        expect(await dropped(stage)).toBeGreaterThan(0);
        await allDecided(stage);
        const enrolled = await stage.inside(({ db }) => db.enrollment.findMany({ include: { event: true } }));
        expect(enrolled.map(({ event }) => event?.origin)).toEqual(expected.map(() => 'live'));
        const past = { event: { origin: 'history' } };
        const before = await stage.inside(async ({ db }) => [
          await db.event.count({ where: { origin: 'history' } }),
          await db.message.count({ where: { enrollment: past } }),
          await db.decision.count({ where: { outcome: 'enrolled', ...past } }),
        ]);
        expect(before).toEqual([expect.any(Number), 0, 0]);
        expect(before[0]).toBeGreaterThan(0);
      } finally {
        await workers.stop();
        await stage.close();
      }
    },
    patience * 4 + year * 5_000,
  );
});

type Paper = { id: string; number: string };

describe('a company whose invoices stand in both systems, with webhooks lost in both', () => {
  it(
    'thanks once per invoice, wherever it is paid',
    async () => {
      const vendors = express();
      const mirror = createMirror(null);
      vendors.use('/jobber/control/mirror', mirror.routes).use('/jobber/control', mirror.watch);
      const stage = await openHere(jobber(), { vendors });
      const books = await openHere(quickbooks(), { vendors, beside: stage });
      const workers = await stage.startWorkers();
      const mirrored = (on: boolean) => stage.play('PUT', '/mirror', { on });
      try {
        await stage.inside(({ db, id }) =>
          db.organization.update({ where: { organizationId: id }, data: { linkCustomers: 'automatic' } }),
        );
        for (const one of [stage, books]) {
          await one.addJourney('invoice_paid', thanks);
          await one.connect();
          await one.play('PUT', '/faults', losingAFifth);
        }
        await nextSecond(stage);
        await historyRead(stage);
        await mirrored(true);
        const made: Paper[] = [];
        for (let n = 0; n < papers; n++) {
          const contact = { emails: [{ address: `ada-${n}@example.com` }] };
          const client = await stage.play('POST', '/clients', { firstName: 'Ada', lastName: `${n}`, ...contact });
          const { id, invoiceNumber } = await stage.play('POST', '/invoices', { clientId: client.id, total: 100 + n });
          await stage.play('POST', `/invoices/${id}/send`);
          made.push({ id: String(id), number: String(invoiceNumber) });
        }
        const { invoices } = await books.play('GET', '/state?limit=1000000');
        const inBooks = new Map(
          (invoices as { id: string; docNumber: string }[]).map((one) => [one.docNumber, one.id]),
        );
        const payHere = ({ id }: Paper) => stage.play('POST', `/invoices/${id}/pay`);
        const payThere = ({ number }: Paper) =>
          books.play('POST', '/payments', { invoiceIds: [inBooks.get(number) ?? number] });
        const everyThird = (at: number) => made.filter((_paper, index) => index % 3 === at);
        // With the switch on, what is paid in Jobber is paid in the books as well.
        for (const paper of everyThird(0)) await payHere(paper);
        await mirrored(false);
        for (const paper of everyThird(1)) await payHere(paper);
        for (const paper of everyThird(2)) await payThere(paper);
        const paid = async () => (await liveEvents(stage)).filter(({ trigger }) => trigger === 'invoice_paid');
        const twice = everyThird(0).length;
        await stage.until('all that was paid is found', async () => (await paid()).length >= papers + twice, patience);
        await swept(stage, 2);
        await allDecided(stage);
        expect(await paid()).toHaveLength(papers + twice);
        const thanked = await stage.inside(async ({ db }) => {
          const events = await db.enrollment.findMany({ include: { event: true } });
          const rows = await db.entity.findMany({ where: { kind: 'invoice' } });
          return events.map(
            ({ event }) =>
              rows.find((row) => row.connectionId === event?.connectionId && row.externalId === event?.entityId)
                ?.paperNumber,
          );
        });
        expect(thanked.sort()).toEqual(made.map(({ number }) => number).sort());
        expect((await dropped(stage)) * (await dropped(books))).toBeGreaterThan(0);
      } finally {
        await workers.stop();
        await books.close();
        await stage.close();
        await mirror.close();
      }
    },
    patience * 4,
  );
});
