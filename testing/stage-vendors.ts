import { createJobber } from '../providers/jobber/index.ts';
import { createJobberSandbox, type JobberSandboxSettings } from '../providers/jobber/sandbox.ts';
import type { Provider } from '../providers/provider.ts';
import { createQuickbooks } from '../providers/quickbooks/index.ts';
import { createQuickbooksSandbox, type QuickbooksSandboxSettings } from '../providers/quickbooks/sandbox.ts';
import { addressesAt } from '../providers/quickbooks/sandbox-world.ts';
import type { VendorSandbox } from '../sandbox/vendor.ts';

/** A provider and its sandbox, as a stage plays them; `secret` is the app's. */
export type StageVendor = {
  key: string;
  /** Of the consent page, under the vendor's API. */
  consentPath: string;
  sandbox(secret: string, webhookUrl: string, clock?: () => number): VendorSandbox;
  provider(secret: string, api: string): Provider;
  /** The provider's part of the environment of a process of its own. */
  environment(secret: string, api: string): Record<string, string>;
};

const played = { stateFile: null, clientId: 'app' };
const retryDelaysMs = [50, 100, 200];
const quickbooksTimes = 100;

export const jobberVendor = (settings: Partial<JobberSandboxSettings> = {}): StageVendor => ({
  key: 'jobber',
  consentPath: '/oauth/authorize',
  sandbox: (clientSecret, webhookUrl, clock) =>
    createJobberSandbox({
      ...played,
      ...(clock && { clock }),
      clientSecret,
      webhookUrl,
      settings: { empty: true, retryDelaysMs, ...settings },
    }),
  provider: (clientSecret, api) =>
    createJobber({
      clientId: 'app',
      clientSecret,
      graphqlVersion: '2025-04-16',
      authorizeUrl: `${api}/oauth/authorize`,
      tokenUrl: `${api}/oauth/token`,
      apiUrl: `${api}/graphql`,
      allowance: settings.budgetMultiplier ?? 1,
    }),
  environment: (clientSecret, api) => ({
    JOBBER_CLIENT_ID: 'app',
    JOBBER_CLIENT_SECRET: clientSecret,
    JOBBER_TOKEN_URL: `${api}/oauth/token`,
    JOBBER_API_URL: `${api}/graphql`,
  }),
});

export const quickbooksVendor = (settings: Partial<QuickbooksSandboxSettings> = {}): StageVendor => ({
  key: 'quickbooks',
  consentPath: '/connect/oauth2',
  sandbox: (clientSecret, webhookUrl, clock) =>
    createQuickbooksSandbox({
      ...played,
      ...(clock && { clock }),
      clientSecret,
      verifierToken: clientSecret,
      webhookUrl,
      settings: { empty: true, retryDelaysMs, budgetMultiplier: quickbooksTimes, ...settings },
    }),
  provider: (clientSecret, api) =>
    createQuickbooks({
      clientId: 'app',
      clientSecret,
      verifierTokens: [clientSecret],
      ...addressesAt(api),
      requestsPerMinute: 500 * quickbooksTimes,
    }),
  environment: (clientSecret, api) => ({
    QUICKBOOKS_CLIENT_ID: 'app',
    QUICKBOOKS_CLIENT_SECRET: clientSecret,
    QUICKBOOKS_WEBHOOK_VERIFIER_TOKENS: clientSecret,
    QUICKBOOKS_TOKEN_URL: addressesAt(api).tokenUrl,
    QUICKBOOKS_REVOKE_URL: addressesAt(api).revokeUrl,
    QUICKBOOKS_API_URL: api,
    QUICKBOOKS_REQUESTS_PER_MINUTE: String(500 * quickbooksTimes),
  }),
});
