import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import express, { type Express, type RequestHandler } from 'express';
import { pino } from 'pino';
import type { Dependencies } from '../activities/dependencies.ts';
import type { ChannelKey, Outgoing } from '../channels/channel.ts';
import { systemClock } from '../clock.ts';
import { emptyDefinition, type Step } from '../journeys/definition.ts';
import type { JobberSandboxSettings } from '../providers/jobber/sandbox.ts';
import { connect } from '../records/connections.ts';
import { type Database, openDatabase, type Tenant } from '../records/database.ts';
import { createInbox } from '../records/deliveries.ts';
import { createKeyRing } from '../records/encryption.ts';
import { createJourney, publishJourney } from '../records/journeys.ts';
import { openOrganization } from '../records/organizations.ts';
import { ensureDefaultSenders } from '../records/senders.ts';
import { sweepInbox } from '../sweep.ts';
import { temporalOver } from '../temporal.ts';
import { createWorkers, type WorkflowBundle } from '../worker-pool.ts';
import { listen, type TestServer } from './servers.ts';
import { jobberVendor, type StageVendor } from './stage-vendors.ts';
import { workflowCache } from './workflow-cache.ts';

export type Stage = {
  deps: Dependencies;
  /** What the sandbox's app signs its webhooks with. */
  clientSecret: string;
  /** The environment of a process of its own over the same database, sandbox and keys. */
  environment: Record<string, string>;
  database: Database;
  organizationId: string;
  /** Lines of the process's log so far. */
  logged: string[];
  /** What the platform's own mail would have been. */
  sent: Outgoing[];
  /** Inside the organization. */
  inside<T>(work: (tenant: Tenant) => Promise<T>): Promise<T>;
  /** Consent at the sandbox and the callback's work, without the browser. */
  connect(organizationId?: string): Promise<Awaited<ReturnType<typeof connect>>>;
  /** Publishes a journey of the organization, whose email may leave at any hour. */
  addJourney(trigger: string, steps: Step[]): Promise<string>;
  /** Calls a control route of the sandbox. */
  play(method: string, path: string, body?: unknown): Promise<Record<string, unknown>>;
  /** The sandbox's call log. */
  calls(): Promise<{ operation: string | null; status: number; path: string }[]>;
  startWorkers(): Promise<{ stop(): Promise<void> }>;
  /** Runs the inbox sweep until `done` says so. */
  until(what: string, done: () => Promise<boolean>, ms?: number): Promise<void>;
  /** Webhooks get their answer, but no workflow is told. */
  temporalIsDown: boolean;
  close(): Promise<void>;
};

type Options = {
  appUrl: string;
  server: Pick<TestWorkflowEnvironment, 'client' | 'nativeConnection' | 'namespace'>;
  bundle: WorkflowBundle;
  settings?: Partial<JobberSandboxSettings>;
  /** Who is played; without a word Jobber, with `settings`. */
  vendor?: StageVendor;
  pageSize?: number;
  /** Without a word a sweep never comes. */
  sweepEveryMs?: number;
  /** Stands between our calls and the sandbox: answers itself, or breaks answers on their way. */
  edge?: RequestHandler;
  /** Where the sandbox is mounted, to stand beside others. */
  vendors?: Express;
  /** A stage whose organization connects this provider, too; its workers serve both. */
  beside?: Stage;
};

const redirectUri = 'http://localhost/callback';
const straight: RequestHandler = (_request, _response, next) => next();

/** The product's worker side over a real database, a real Temporal server and a provider's sandbox. */
export async function openStage(options: Options): Promise<Stage> {
  const {
    appUrl,
    server,
    bundle,
    settings,
    pageSize = 50,
    sweepEveryMs = 24 * 60 * 60_000,
    edge,
    vendors = express(),
    beside,
    vendor: played = jobberVendor(settings),
  } = options;
  const receiver = express();
  const inboxServer = await listen(receiver);
  const clientSecret = randomBytes(8).toString('hex');
  const { key } = played;
  const sandbox = played.sandbox(clientSecret, `${inboxServer.url}/webhook`);
  const vendor: TestServer = await listen(vendors.use(`/${key}/api`, edge ?? straight).use(`/${key}`, sandbox.router));
  const api = `${vendor.url}/${key}/api`;
  const provider = played.provider(clientSecret, api);
  const encryptionKeys = beside?.environment.ENCRYPTION_KEYS ?? `k1:${randomBytes(32).toString('base64')}`;
  const database = await openDatabase({ url: appUrl, poolSize: 20 });
  const logged: string[] = [];
  const sent: Outgoing[] = [];
  const deps: Dependencies = {
    database,
    providers: { [key]: provider },
    channels: { email: recordingChannel('email', sent) },
    keys: createKeyRing(encryptionKeys),
    temporal: temporalOver(server.client),
    clock: systemClock,
    log: pino({ level: 'info' }, { write: (line: string) => void logged.push(line) }),
    settings: {
      publicUrl: 'http://localhost:3000',
      allowedRecipients: { email: null, sms: null },
      registerWebhooks: [],
      platformFrom: 'Afterjob <hello@afterjob.example>',
      dailyQuota: { email: null, sms: null },
      customerPageSize: pageSize,
      sweepEveryMs,
    },
  };
  if (beside) beside.deps.providers = { ...beside.deps.providers, [key]: provider };
  const organizationId = beside?.organizationId ?? randomUUID();
  const inbox = createInbox(database, systemClock);
  const stage: Stage = {
    deps,
    clientSecret,
    environment: {
      DATABASE_URL: appUrl,
      AUTH_SECRET: randomBytes(32).toString('hex'),
      ENCRYPTION_KEYS: encryptionKeys,
      ...played.environment(clientSecret, api),
    },
    database,
    organizationId,
    logged,
    sent,
    temporalIsDown: false,
    inside: (work) => database.withOrganization(organizationId, work),
    async connect(owner = organizationId) {
      const state = randomUUID();
      const answer = await fetch(`${api}${played.consentPath}`, {
        method: 'POST',
        redirect: 'manual',
        body: new URLSearchParams({ decision: 'allow', redirect_uri: redirectUri, state }),
      });
      const query = Object.fromEntries(new URL(answer.headers.get('location') ?? '').searchParams);
      const connected = await provider.connect({ query, redirectUri });
      const outcome = await database.withOrganization(owner, (tenant) =>
        connect(tenant, deps.keys, key, connected, deps.clock()),
      );
      if (outcome.connected && !stage.temporalIsDown) {
        const { connectionId } = outcome;
        await deps.temporal.startConnection({ organizationId: owner, connectionId, provider: key });
      }
      return outcome;
    },
    addJourney: (trigger, steps) => stage.inside((tenant) => addJourney(tenant, key, trigger, steps)),
    async play(method, path, body) {
      const answer = await fetch(`${vendor.url}/${key}/control${path}`, {
        method,
        headers: { 'content-type': 'application/json' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
      return text ? JSON.parse(text) : {};
    },
    calls: async () => (await fetch(`${vendor.url}/${key}/control/calls`)).json() as ReturnType<Stage['calls']>,
    async startWorkers() {
      const workers = await createWorkers(deps, {
        connection: server.nativeConnection,
        namespace: server.namespace ?? 'default',
        buildId: null,
        bundle,
        ...workflowCache,
      });
      const running = Promise.all(workers.map((worker) => worker.run()));
      return {
        async stop() {
          for (const worker of workers) worker.shutdown();
          await running;
        },
      };
    },
    async until(what, done, ms = 45_000) {
      const begin = Date.now();
      let cause: unknown;
      // Asked less and less often: a long wait would else be busy with its own asking.
      for (const end = begin + ms; Date.now() < end; await pause(50 + Math.min(450, (Date.now() - begin) / 20))) {
        try {
          if (!stage.temporalIsDown) await sweepInbox(deps);
          if (await done()) return;
        } catch (error) {
          // Where all sessions are at work there may be none for the question: it is asked again.
          cause = error;
        }
      }
      throw new Error(`Not within ${ms} ms: ${what}\n${logged.slice(-5).join('')}`, { cause });
    },
    async close() {
      await endWorkflows(server.client);
      await sandbox.close();
      await inboxServer.close();
      await vendor.close();
      await database.close();
    },
  };
  receiver.post('/webhook', express.raw({ type: '*/*' }), async (req, res) => {
    const request = { headers: req.headers, body: req.body as Buffer };
    if (!provider.verifyWebhook(request)) return void res.status(401).end();
    const stored = await inbox.store(key, 'application/json', request.body, provider.readWebhook(request));
    res.status(200).end();
    if (!stage.temporalIsDown) for (const { source, lane } of stored) deps.temporal.offerLane(source, lane);
  });
  if (!beside) await openOwner(database, organizationId);
  return stage;
}

/** The next stage of the server has other keys: what still ran would fail in its workers and fill their slots. */
async function endWorkflows(client: TestWorkflowEnvironment['client']): Promise<void> {
  for await (const { workflowId } of client.workflow.list({ query: "ExecutionStatus = 'Running'" })) {
    // One that ended since it was listed is as good.
    await client.workflow
      .getHandle(workflowId)
      .terminate('the test is over')
      .catch(() => undefined);
  }
}

/** An organization of its own, as sign-up makes it. */
export async function openOwner(database: Database, organizationId: string): Promise<void> {
  await database.withOrganization(organizationId, async (tenant) => {
    const slug = `test-${organizationId.slice(0, 8)}`;
    await openOrganization(tenant, { name: 'Test', slug, zone: null, replyTo: 'owner@example.com' }, new Date());
  });
}

async function addJourney(tenant: Tenant, provider: string, trigger: string, steps: Step[]): Promise<string> {
  const at = new Date();
  const sendingWindow = { email: { everyDay: [0, 24], sunday: [0, 24] } };
  const data = { sendingWindow, holidays: { public: false } };
  await tenant.db.organization.update({ where: { organizationId: tenant.id }, data });
  const slug = `test-${tenant.id.slice(0, 8)}`;
  const email = { domain: 'mail.afterjob.test', vendorAccount: 'test' };
  await ensureDefaultSenders(tenant, { slug, businessName: 'Test', replyTo: null, email, sms: null }, at);
  const draft = { ...emptyDefinition(), trigger: { provider, type: trigger }, steps };
  const journeyId = await createJourney(tenant, { name: 'After', draft }, at);
  const published = await publishJourney(tenant, journeyId, { revision: 1, by: null }, at);
  if (!published.published) throw new Error(published.reason);
  return journeyId;
}

function recordingChannel(key: ChannelKey, sent: Outgoing[]): Dependencies['channels'][ChannelKey] {
  return {
    key,
    vendorAccount: 'test',
    async send(message) {
      sent.push(message);
      return { vendorId: randomUUID(), status: 'accepted' };
    },
    lookUp: async () => null,
    sentTo: async () => [],
    verifyWebhook: () => false,
    readWebhook: () => [],
    check: async () => undefined,
  };
}

/** Waits for the next second: the vendors tell whole seconds, and what lies in that of connecting is history. */
export async function nextSecond(stage: Stage): Promise<void> {
  const connections = await stage.inside((tenant) => tenant.db.connection.findMany());
  const connectedAt = Math.max(...connections.map((connection) => connection.connectedAt.getTime()));
  const second = Math.floor(connectedAt / 1000) + 1;
  await stage.until('a second later than connecting', async () => Date.now() / 1000 >= second);
}
