import { Router } from 'express';
import { createCallLog } from '../../sandbox/call-log.ts';
import { openStateFile } from '../../sandbox/state-file.ts';
import type { VendorSandbox } from '../../sandbox/vendor.ts';
import { foundCompany } from './sandbox/company.ts';
import { createControl } from './sandbox/control.ts';
import { createDeeds } from './sandbox/deeds.ts';
import { dated, faulty } from './sandbox/faults.ts';
import { createOAuth } from './sandbox/oauth.ts';
import { createRest } from './sandbox/rest.ts';
import { defaultSettings, type QuickbooksSandboxSettings } from './sandbox/settings.ts';
import { emptyState, keptState, type State } from './sandbox/state.ts';
import { createWebhooks } from './sandbox/webhooks.ts';

export type { QuickbooksSandboxSettings } from './sandbox/settings.ts';

type Input = {
  clientId: string;
  clientSecret: string;
  verifierToken: string;
  webhookUrl: string | null;
  stateFile: string | null;
  settings?: Partial<QuickbooksSandboxSettings>;
  fetch?: typeof globalThis.fetch;
  clock?: () => number;
};

/** A pretend QuickBooks Online, mounted under `/quickbooks`: consent page, tokens, data API, signed webhooks, `/control`. */
export function createQuickbooksSandbox(input: Input): VendorSandbox {
  const {
    clientId,
    clientSecret,
    verifierToken,
    webhookUrl,
    fetch = globalThis.fetch,
    clock: steady = Date.now,
  } = input;
  const settings = { ...defaultSettings, ...input.settings };
  let isNew = false;
  const file = openStateFile<State>(input.stateFile, keptState, () => {
    isNew = true;
    return emptyState();
  });
  const { value: state } = file;
  let version = 0;
  const changed = () => {
    version += 1;
    file.changed();
  };
  const clock = () => steady() + state.faults.clockSkewMinutes * 60_000;
  const webhooks = createWebhooks({ state, settings, verifierToken, webhookUrl, fetch, changed });
  const deeds = createDeeds({ state, settings, webhooks, clock, changed });
  const quiet = createDeeds({ state, settings, webhooks: { send() {} }, clock, changed });
  if (isNew && !settings.empty) foundCompany(quiet, clock());
  const oauth = createOAuth({ state, settings, clientId, clientSecret, clock, changed });
  const calls = createCallLog(operationOf);

  const router = Router();
  router.use('/api', calls.record, dated(clock), faulty(state));
  router.use(
    '/api/v3/company',
    createRest({ state, settings, clock, steady, readAccessToken: oauth.readAccessToken, version: () => version }),
  );
  router.use('/api', oauth.router);
  router.use('/control', createControl({ state, settings, deeds, quiet, webhooks, oauth, calls, clock, changed }));
  return {
    key: 'quickbooks',
    router,
    async close() {
      await webhooks.close();
      await file.close();
    },
  };
}

/** "read invoice", "query", "cdc", "companyinfo", "token", "revoke". */
function operationOf(_method: string, path: string): string | null {
  const [, resource = '', id] = /^\/v3\/company\/[^/]+\/([^/]+)(?:\/([^/]+))?/.exec(path) ?? [];
  if (['query', 'cdc', 'companyinfo'].includes(resource)) return resource;
  if (id) return `read ${resource}`;
  if (path.endsWith('/tokens/bearer')) return 'token';
  return path.endsWith('/tokens/revoke') ? 'revoke' : null;
}
