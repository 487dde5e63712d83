import { afterAll, beforeAll } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import type { Express } from 'express';
import pg from 'pg';
import request from 'supertest';
import type { Channel, Outgoing } from '../channels/channel.ts';
import { createLog } from '../log.ts';
import { manifests } from '../providers/manifests.ts';
import { type Database, openDatabase } from '../records/database.ts';
import { createInbox } from '../records/deliveries.ts';
import { createKeyRing } from '../records/encryption.ts';
import { temporalOver } from '../temporal.ts';
import { createTestDatabase, type TestDatabase } from '../testing/postgres.ts';
import type { Accounts } from './accounts/accounts.ts';
import type { IssuerSettings } from './accounts/issuer.ts';
import { createApp } from './app.ts';
import type { ApiDependencies } from './dependencies.ts';
import { createLive } from './live/live.ts';
import { createMetrics } from './metrics.ts';
import { openAccounts } from './open-accounts.ts';

export type TestApi = {
  urls: TestDatabase;
  app: Express;
  deps: ApiDependencies;
  database: Database;
  accounts: Accounts;
  /** Letters of the platform that were handed to the email channel. */
  letters: Outgoing[];
  /** What went into the log, line by line. */
  logged: string[];
};

/** The vendors that a test plays. */
export type TestWorld = Partial<Pick<ApiDependencies, 'providers' | 'channels'>> & {
  redirectUri?: string;
  issuer?: IssuerSettings;
  webOrigins?: string[];
};

export type TestAgent = ReturnType<typeof request.agent>;

/** The whole API over a database of its own; Temporal is out of reach. */
export function withApi(open: () => Promise<TestWorld> = async () => ({})): TestApi {
  const api: Partial<TestApi> = {};
  const letters: Outgoing[] = [];
  const logged: string[] = [];
  beforeAll(async () => {
    const {
      providers = {},
      channels = { email: null, sms: null },
      redirectUri = '',
      issuer,
      webOrigins = [],
    } = await open();
    const urls = await createTestDatabase();
    const database = await openDatabase({ url: urls.appUrl });
    const log = createLog('api', { write: (line: string) => void logged.push(line) });
    const clock = () => new Date();
    const email = letterBox(letters);
    const publicUrl = 'http://localhost:3000';
    const accounts = openAccounts({
      database,
      url: urls.appUrl,
      secret: 'a secret of the tests, long enough for all',
      publicUrl,
      webOrigins: [publicUrl, ...webOrigins],
      issuer: issuer ?? null,
      email: {
        channel: email,
        from: 'Afterjob <hello@afterjob.example>',
        sendingDomain: 'mail.afterjob.test',
        allowedRecipients: null,
      },
      sms: { channel: null, defaultSender: null },
      clock,
      log,
    });
    // Nobody listens there, and without the retrying interceptor that is known at once.
    const connection = Connection.lazy({ address: '127.0.0.1:1', interceptors: [] });
    const temporal = temporalOver(new Client({ connection }));
    const deps: ApiDependencies = {
      database,
      accounts,
      inbox: createInbox(database, clock),
      providers,
      manifests,
      channels,
      keys: createKeyRing(`k1:${Buffer.alloc(32, 7).toString('base64')}`),
      temporal,
      metrics: createMetrics(),
      live: createLive(),
      clock,
      log,
      settings: {
        publicUrl,
        webOrigins: [publicUrl, ...webOrigins],
        providers: Object.fromEntries(
          Object.keys(providers).map((key) => [key, { mode: 'sandbox', redirectUri, registerWebhooks: false }]),
        ),
        webRoot: null,
      },
    };
    Object.assign(api, { urls, database, accounts, deps, app: createApp(deps) });
  });
  afterAll(async () => {
    await Promise.all([api.accounts?.close(), api.database?.close(), api.deps?.temporal.close()]);
    await api.deps?.temporal.client.connection.close();
    await api.urls?.drop();
  });
  return new Proxy({ letters, logged } as TestApi, {
    get: (own, key) => Reflect.get(own, key) ?? Reflect.get(api, key),
  });
}

/** Signs up and keeps the session's cookies. */
export async function signedUp(app: Express, name = 'Rosa', organizationName = 'Rosa Plumbing'): Promise<TestAgent> {
  const agent = request.agent(app).set('origin', 'http://localhost:3000');
  const email = `${name.toLowerCase()}-${Math.random().toString(36).slice(2)}@example.com`;
  const body = { name, email, password: 'a long password', organizationName, zone: 'America/Denver' };
  await agent.post('/api/auth/sign-up/email').send(body).expect(200);
  return agent;
}

function letterBox(letters: Outgoing[]): Channel {
  return {
    key: 'email',
    vendorAccount: 'test',
    async send(letter) {
      letters.push(letter);
      return { vendorId: letter.id, status: 'accepted' };
    },
    lookUp: async () => null,
    sentTo: async () => [],
    verifyWebhook: () => false,
    readWebhook: () => [],
    check: async () => undefined,
  };
}

/** The database as its owner sees it: every organization's rows. */
export async function asOwner<Row extends pg.QueryResultRow>(
  { urls }: TestApi,
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: urls.ownerUrl });
  await client.connect();
  return (await client.query<Row>(sql, values).finally(() => client.end())).rows;
}
