import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import express from 'express';
import { pino } from 'pino';
import type { Dependencies } from '../activities/dependencies.ts';
import { toFailure } from '../activities/failures.ts';
import { type Activities, createActivities } from '../activities/index.ts';
import type { RefreshOutcome } from '../activities/tokens.ts';
import { connect } from '../records/connections.ts';
import { openDatabase, type Tenant } from '../records/database.ts';
import { storeDeliveries } from '../records/deliveries.ts';
import { createKeyRing } from '../records/encryption.ts';
import { type ConnectionRef, temporalOver } from '../temporal.ts';
import { listen } from './servers.ts';
import { openOwner } from './stage.ts';
import type { StageVendor } from './stage-vendors.ts';

type Webhook = { headers: Record<string, string | string[] | undefined>; body: Buffer };

/** Our side over a real database and a provider's sandbox, without Temporal: the test says what happens when. */
export type InboxStage = {
  deps: Dependencies;
  activities: Activities;
  ref: ConnectionRef | null;
  /** The one clock of both sides, in ms; it moves only when the test moves it. */
  now: number;
  /** Webhooks that were sent and have not reached us. */
  sent: Webhook[];
  inside<T>(work: (tenant: Tenant) => Promise<T>): Promise<T>;
  /** Does something at the provider, and waits until its webhooks have left. */
  play(method: string, path: string, body?: unknown): Promise<Record<string, unknown>>;
  connect(): Promise<void>;
  deliver(webhook: Webhook): Promise<void>;
  /** Does for every open lane what its workflow does, all at once. Lanes that fail stay open; their failures come back. */
  settle(): Promise<string[]>;
  sweep(): Promise<void>;
  /** False: all of it is read. */
  historyPage(): Promise<boolean>;
  askDue(): Promise<void>;
  close(): Promise<void>;
};

const redirectUri = 'http://localhost/callback';

export async function openInboxStage(appUrl: string, played: StageVendor, from: Date): Promise<InboxStage> {
  const sent: Webhook[] = [];
  let now = from.getTime();
  const receiver = await listen(
    express().post('/webhook', express.raw({ type: '*/*' }), (req, res) => {
      sent.push({ headers: req.headers, body: req.body as Buffer });
      res.status(200).end();
    }),
  );
  const secret = randomBytes(8).toString('hex');
  const { key } = played;
  const sandbox = played.sandbox(secret, `${receiver.url}/webhook`, () => now);
  const vendor = await listen(express().use(`/${key}`, sandbox.router));
  const api = `${vendor.url}/${key}/api`;
  const provider = played.provider(secret, api);
  const database = await openDatabase({ url: appUrl, poolSize: 10 });
  const organizationId = randomUUID();
  const lanes = new Map<string, string>();
  const refreshes = new Map<number, Promise<RefreshOutcome>>();
  const knock = (source: string, lane: string) => void lanes.set(lane, source);
  const deps: Dependencies = {
    database,
    providers: { [key]: provider },
    channels: {},
    keys: createKeyRing(`k1:${randomBytes(32).toString('base64')}`),
    temporal: {
      ...temporalOver(new Client({ connection: Connection.lazy() })),
      offerLane: knock,
      nudgeLane: async (source, lane) => knock(source, lane),
      nudgeConnection: async () => false,
      startEnrollment: async () => undefined,
      // One refresh serves all who ask, as the workflow of the connection has it.
      freshToken({ generation, ...stale }) {
        const ask = () => stage.activities.refreshToken({ ...stale, generation, last: false });
        const asked = refreshes.get(generation) ?? ask().finally(() => refreshes.delete(generation));
        refreshes.set(generation, asked);
        return asked.then(({ kind }) => (kind === 'fresh' ? 'fresh' : 'later'));
      },
    },
    clock: () => new Date(now),
    log: pino({ level: 'silent' }),
    settings: {
      publicUrl: 'http://localhost:3000',
      allowedRecipients: { email: null, sms: null },
      registerWebhooks: [],
      platformFrom: 'Afterjob <hello@afterjob.example>',
      dailyQuota: { email: null, sms: null },
      customerPageSize: 50,
      sweepEveryMs: 60_000,
    },
  };
  const control = async (method: string, path: string, body?: unknown): Promise<Record<string, unknown>> => {
    const answer = await fetch(`${vendor.url}/${key}/control${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text ? JSON.parse(text) : {};
  };
  const connected = () => {
    if (!stage.ref) throw new Error('not connected yet');
    return stage.ref;
  };
  const decide = async (eventIds: readonly string[]) => {
    for (const eventId of eventIds) await stage.activities.decideEvent({ organizationId, eventId });
  };
  const stage: InboxStage = {
    deps,
    activities: createActivities(deps),
    ref: null,
    get now() {
      return now;
    },
    set now(time) {
      now = time;
    },
    sent,
    inside: (work) => database.withOrganization(organizationId, work),
    async play(method, path, body) {
      const answer = await control(method, path, body);
      for (let left = 400; left > 0; left--) {
        const { webhooks } = (await control('GET', '/state?limit=0&webhooks=20')) as { webhooks: { status: string }[] };
        if (webhooks.every(({ status }) => status !== 'pending')) return answer;
        await pause(5);
      }
      throw new Error('the sandbox did not get its webhooks off');
    },
    async connect() {
      const state = randomUUID();
      const answer = await fetch(`${api}${played.consentPath}`, {
        method: 'POST',
        redirect: 'manual',
        body: new URLSearchParams({ decision: 'allow', redirect_uri: redirectUri, state }),
      });
      const query = Object.fromEntries(new URL(answer.headers.get('location') ?? '').searchParams);
      const made = await provider.connect({ query, redirectUri });
      const outcome = await stage.inside((tenant) => connect(tenant, deps.keys, key, made, deps.clock()));
      if (!outcome.connected) throw new Error(outcome.reason);
      stage.ref = { organizationId, connectionId: outcome.connectionId };
    },
    async deliver({ headers, body }) {
      if (!provider.verifyWebhook({ headers, body })) throw new Error('not signed by the sandbox');
      const notices = provider.readWebhook({ headers, body });
      const request = { source: key, contentType: 'application/json', body, notices };
      for (const { source, lane } of (await storeDeliveries(database, [request], deps.clock())).flat())
        knock(source, lane);
    },
    async settle() {
      const failures: string[] = [];
      while (lanes.size > 0) {
        const open = [...lanes];
        lanes.clear();
        const done = await Promise.allSettled(open.map(([lane, source]) => work(source, lane)));
        const again = open.filter((_lane, index) => done[index]?.status === 'rejected');
        failures.push(...done.flatMap((one) => (one.status === 'rejected' ? [typeOf(one.reason)] : [])));
        if (again.length > 0) {
          for (const [lane, source] of again) knock(source, lane);
          break;
        }
      }
      return failures;
    },
    async sweep() {
      while (!(await stage.activities.sweepChanges(connected())).done);
    },
    async historyPage() {
      const runId = await stage.activities.beginHistory(connected());
      if (runId) await decide((await stage.activities.historyPage({ ...connected(), runId })).eventIds);
      return runId !== null;
    },
    async askDue() {
      await stage.activities.askDueChecks(connected());
    },
    async close() {
      await sandbox.close();
      await receiver.close();
      await vendor.close();
      await database.close();
    },
  };

  /** What the workflow of a lane does. */
  async function work(source: string, lane: string): Promise<void> {
    const { activities } = stage;
    for (;;) {
      const taken = await activities.takeDeliveries({ source, lane });
      if (taken.kind === 'nothing') return;
      if (taken.kind === 'settled') {
        if (taken.open) continue;
        return;
      }
      const { notices, ...ref } = taken;
      if (taken.kind === 'ended') await activities.endConnection({ ...ref, notices });
      const entities = taken.kind === 'entities' ? taken.entities : [];
      for (const entity of entities) {
        const resolved = await activities.resolveEntity({ ...ref, entity, notices });
        if (resolved.outcome === 'reconnect') return;
        await decide(resolved.eventIds);
      }
      const ids = notices.map(({ id }) => id);
      if (!(await activities.finishDeliveries({ ...ref, ids, status: 'processed', reason: null }))) return;
    }
  }

  await openOwner(database, organizationId);
  return stage;
}

function typeOf(error: unknown): string {
  const failure = toFailure(error);
  if (failure instanceof ApplicationFailure) return failure.type ?? 'Failure';
  throw error;
}
