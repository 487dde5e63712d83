import { type RequestHandler, Router } from 'express';
import type { Call, VendorSandbox } from '../../sandbox/vendor.ts';
import { foundCompany } from './sandbox/company.ts';
import { createControl } from './sandbox/control.ts';
import { createDeeds } from './sandbox/deeds.ts';
import { dated, faulty } from './sandbox/faults.ts';
import { createGraphqlEndpoint } from './sandbox/graphql.ts';
import { createOAuth } from './sandbox/oauth.ts';
import { createJobberSchema } from './sandbox/schema.ts';
import { defaultSettings, type JobberSandboxSettings } from './sandbox/settings.ts';
import { emptyState, readState, stateFile } from './sandbox/state.ts';
import { createWebhooks } from './sandbox/webhooks.ts';

export type { JobberSandboxSettings } from './sandbox/settings.ts';

type Input = {
  clientId: string;
  clientSecret: string;
  webhookUrl: string | null;
  stateFile: string | null;
  settings?: Partial<JobberSandboxSettings>;
  fetch?: typeof globalThis.fetch;
  clock?: () => number;
};

const keptCalls = 20_000;

/** A pretend Jobber, mounted under `/jobber`: consent page, tokens, GraphQL, signed webhooks, `/control` for its users. */
export function createJobberSandbox(input: Input): VendorSandbox {
  const { clientId, clientSecret, webhookUrl, fetch = globalThis.fetch } = input;
  const settings = { ...defaultSettings, ...input.settings };
  const stored = readState(input.stateFile);
  const state = stored ?? emptyState();
  const world = input.clock ?? Date.now;
  const clock = () => world() + state.faults.clockSkewMinutes * 60_000;
  const file = stateFile(input.stateFile, state);
  const changed = file.changed;
  const webhooks = createWebhooks({ state, settings, clientSecret, webhookUrl, fetch, changed });
  const deeds = createDeeds({ state, webhooks, clock, changed, zone: settings.zone });
  const oauth = createOAuth({ state, settings, clientId, clientSecret, clock, changed });
  const schema = createJobberSchema({ state, settings, clock, changed, disconnect: oauth.disconnect });
  if (!stored && !settings.empty) {
    foundCompany(createDeeds({ state, webhooks: { send() {} }, clock, changed, zone: settings.zone }), clock());
  }

  const calls: Call[] = [];
  const router = Router();
  router.use('/api', dated(clock), logged(calls, clock), faulty(state));
  router.use('/api/oauth', oauth.router);
  router.use(
    '/api/graphql',
    createGraphqlEndpoint({ state, settings, schema, clock, readAccessToken: oauth.readAccessToken }),
  );
  router.use('/control', createControl({ state, settings, deeds, webhooks, oauth, calls, clock, changed }));
  return {
    key: 'jobber',
    router,
    async close() {
      await webhooks.close();
      file.write();
    },
  };
}

function logged(calls: Call[], clock: () => number): RequestHandler {
  return (req, res, next) => {
    const at = new Date(clock()).toISOString();
    const path = req.originalUrl.split('?')[0] ?? '';
    // A connection that was cut closes without having finished.
    res.on('close', () => {
      const operation = (res.locals.operation as string | undefined) ?? req.body?.grant_type ?? null;
      calls.push({
        at,
        method: req.method,
        path,
        operation,
        status: res.statusCode,
        userAgent: req.headers['user-agent'] ?? null,
      });
      if (calls.length > keptCalls) calls.shift();
    });
    next();
  };
}
