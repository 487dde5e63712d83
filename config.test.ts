import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import {
  ConfigError,
  environmentSchema,
  migrateSchema,
  readConfig,
  readMigrateConfig,
  readReleaseConfig,
  startSchema,
} from './config.ts';

const needed = {
  DATABASE_URL: 'postgresql://afterjob_app:x@localhost/afterjob',
  AUTH_SECRET: 'x'.repeat(32),
  ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 1).toString('base64')}`,
};
const production = {
  ...needed,
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://afterjob.example',
  TEMPORAL_ADDRESS: 'temporal:7233',
  JOBBER_CLIENT_ID: 'id',
  JOBBER_CLIENT_SECRET: 'secret',
  TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
  TWILIO_AUTH_TOKEN: 'token',
};

function faults(env: Record<string, string | undefined>): string[] {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
}

describe('the configuration', () => {
  it('sandboxes every vendor without credentials in development', () => {
    const config = readConfig({ ...needed, SANDBOX_PORT: '4001' });
    expect([config.jobber.mode, config.email.mode, config.sms.mode]).toEqual(['sandbox', 'sandbox', 'sandbox']);
    expect(config.quickbooks).toMatchObject({
      mode: 'sandbox',
      authorizeUrl: 'http://localhost:4001/quickbooks/api/connect/oauth2',
      tokenUrl: 'http://127.0.0.1:4001/quickbooks/api/oauth2/v1/tokens/bearer',
      revokeUrl: 'http://127.0.0.1:4001/quickbooks/api/v2/oauth2/tokens/revoke',
      apiUrl: 'http://127.0.0.1:4001/quickbooks/api',
    });
    expect(config.quickbooks.verifierTokens).toHaveLength(1);
    expect(config.jobber.authorizeUrl).toBe('http://localhost:4001/jobber/api/oauth/authorize');
    expect(config.jobber.tokenUrl).toBe('http://127.0.0.1:4001/jobber/api/oauth/token');
    expect(config.email.baseUrl).toBe('http://127.0.0.1:4001/resend');
    expect(config.sms.baseUrl).toBe('http://127.0.0.1:4001/twilio');
    expect(config.sms.accountSid).toMatch(/^AC[0-9a-f]{32}$/);
    expect(config.email.webhookSecrets[0]).toMatch(/^whsec_[A-Za-z0-9+/=]+$/);
  });

  it('switches a vendor without credentials off in production', () => {
    const config = readConfig(production);
    expect([config.jobber.mode, config.email.mode, config.sms.mode]).toEqual(['real', 'off', 'real']);
    expect(config.jobber.redirectUri).toBe('https://afterjob.example/api/crm/jobber/callback');
    expect(config.email.apiKey).toBe('');
    expect(config.quickbooks).toMatchObject({ mode: 'off', clientSecret: '', verifierTokens: [] });
  });

  it('makes one vendor real and leaves the others sandboxed', () => {
    const config = readConfig({ ...needed, RESEND_API_KEY: 're_1', EMAIL_FROM: 'Van <a@b.example>' });
    expect([config.jobber.mode, config.email.mode, config.sms.mode]).toEqual(['sandbox', 'real', 'sandbox']);
    expect(config.email).toMatchObject({
      baseUrl: 'https://api.resend.com',
      sendingDomain: 'b.example',
      webhookSecrets: [],
    });
  });

  it('talks to the environment of the keys', () => {
    const keys = { QUICKBOOKS_CLIENT_ID: 'id', QUICKBOOKS_CLIENT_SECRET: 's' };
    const tokens = { QUICKBOOKS_WEBHOOK_VERIFIER_TOKENS: 'one, two' };
    const development = readConfig({ ...needed, ...keys, ...tokens }).quickbooks;
    expect(development).toMatchObject({
      mode: 'real',
      authorizeUrl: 'https://appcenter.intuit.com/connect/oauth2',
      tokenUrl: 'https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer',
      revokeUrl: 'https://developer.api.intuit.com/v2/oauth2/tokens/revoke',
      apiUrl: 'https://sandbox-quickbooks.api.intuit.com',
      verifierTokens: ['one', 'two'],
    });
    const apiUrl = (env: object) => readConfig({ ...production, ...keys, ...env }).quickbooks.apiUrl;
    expect(apiUrl({})).toBe('https://quickbooks.api.intuit.com');
    expect(apiUrl({ QUICKBOOKS_ENVIRONMENT: 'sandbox' })).toBe('https://sandbox-quickbooks.api.intuit.com');
    expect(faults({ ...needed, QUICKBOOKS_ENVIRONMENT: 'test' })).toEqual([
      'QUICKBOOKS_ENVIRONMENT must be sandbox or production',
    ]);
  });

  it('needs one provider in production, whichever', () => {
    const other = { JOBBER_CLIENT_ID: undefined, JOBBER_CLIENT_SECRET: undefined };
    const keys = { QUICKBOOKS_CLIENT_ID: 'id', QUICKBOOKS_CLIENT_SECRET: 's' };
    expect(faults({ ...production, ...other, ...keys })).toEqual([]);
    expect(faults({ ...needed, QUICKBOOKS_CLIENT_ID: 'id' })).toEqual([
      'QUICKBOOKS_CLIENT_SECRET is missing: it belongs to QUICKBOOKS_CLIENT_ID',
    ]);
  });

  it('prints every fault at once', () => {
    const found = faults({ PORT: 'x', DATABASE_URL: 'mysql://a', TEMPORAL_ADDRESS: 'nowhere', JOBBER_CLIENT_ID: 'id' });
    for (const name of [
      'PORT',
      'DATABASE_URL',
      'TEMPORAL_ADDRESS',
      'AUTH_SECRET',
      'ENCRYPTION_KEYS',
      'JOBBER_CLIENT_SECRET',
    ]) {
      expect(found.filter((fault) => fault.startsWith(`${name} `))).toHaveLength(1);
    }
  });

  it('takes an empty variable for a missing one', () => {
    expect(readConfig({ ...needed, TEMPORAL_PROFILE: '', PUBLIC_URL: ' ' }).temporal.profile).toBeNull();
  });

  it('asks QuickBooks as often as Intuit allows, the sandbox twenty times as often', () => {
    const perMinute = (env: Record<string, string>) => readConfig({ ...needed, ...env }).quickbooks.requestsPerMinute;
    const keys = { QUICKBOOKS_CLIENT_ID: 'id', QUICKBOOKS_CLIENT_SECRET: 'secret' };
    expect(perMinute({})).toBe(10_000);
    expect(perMinute(keys)).toBe(500);
    expect(perMinute({ ...keys, QUICKBOOKS_REQUESTS_PER_MINUTE: '' })).toBe(500);
    expect(perMinute({ ...keys, QUICKBOOKS_REQUESTS_PER_MINUTE: '1000' })).toBe(1000);
    expect(faults({ ...needed, QUICKBOOKS_REQUESTS_PER_MINUTE: '7' })).toEqual([
      'QUICKBOOKS_REQUESTS_PER_MINUTE must be at least 50',
    ]);
  });

  it.each([
    'PUBLIC_URL',
    'DATABASE_URL',
    'TEMPORAL_ADDRESS',
    'AUTH_SECRET',
    'ENCRYPTION_KEYS',
    'JOBBER_CLIENT_ID',
    'TWILIO_ACCOUNT_SID',
  ])('does not start in production without %s', (name) => {
    expect(faults({ ...production, [name]: undefined })).not.toEqual([]);
  });

  it('needs no more than that in production', () => {
    expect(faults(production)).toEqual([]);
  });

  it.each([
    'PUBLIC_URL',
    'JOBBER_API_URL',
    'JOBBER_REDIRECT_URI',
    'QUICKBOOKS_REVOKE_URL',
    'RESEND_BASE_URL',
    'TWILIO_BASE_URL',
  ])('refuses plain http in %s in production only', (name) => {
    expect(faults({ ...production, [name]: 'http://vendor.example' })).toEqual([`${name} must be https in production`]);
    expect(faults({ ...needed, [name]: 'http://vendor.example' })).toEqual([]);
  });

  it.each([
    ['a short key', 'k1:c2hvcnQ='],
    ['no id', Buffer.alloc(32).toString('base64')],
    ['an id twice', `k:${Buffer.alloc(32).toString('base64')},k:${Buffer.alloc(32).toString('base64')}`],
  ])('refuses a key ring with %s and does not print it', (_what, ENCRYPTION_KEYS) => {
    const [fault = ''] = faults({ ...needed, ENCRYPTION_KEYS });
    expect(fault).toMatch(/^ENCRYPTION_KEYS must be id:key pairs/);
    expect(fault).not.toContain(ENCRYPTION_KEYS);
  });

  it('limits each real channel to the allowed recipients outside production, and no sandbox', () => {
    const real = { RESEND_API_KEY: 're_1', EMAIL_FROM: 'a@b.example' };
    expect(readConfig({ ...needed, ...real }).allowedRecipients).toEqual({ email: [], sms: null });
    expect(
      readConfig({ ...needed, ...real, ALLOWED_RECIPIENTS: 'me@b.example, +12025550123' }).allowedRecipients,
    ).toEqual({ email: ['me@b.example', '+12025550123'], sms: null });
    const unlimited = { email: null, sms: null };
    expect(readConfig(needed).allowedRecipients).toEqual(unlimited);
    expect(readConfig({ ...production, ALLOWED_RECIPIENTS: 'me@b.example' }).allowedRecipients).toEqual(unlimited);
  });

  it('leaves callbacks out where a real vendor cannot reach us', () => {
    const real = { ...needed, TWILIO_ACCOUNT_SID: production.TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN: 'token' };
    expect(readConfig(real).sms.callbacks).toBe(false);
    expect(readConfig({ ...real, PUBLIC_URL: 'https://tunnel.example' }).sms.callbacks).toBe(true);
  });

  it('does not migrate without the owner', () => {
    expect(() => readMigrateConfig({ DATABASE_URL: needed.DATABASE_URL })).toThrow('DATABASE_OWNER_URL is missing');
  });

  it('releases with no more than Temporal and a build', () => {
    expect(() => readReleaseConfig({})).toThrow('WORKER_BUILD_ID is missing: npm run release -- <build id>');
    const env = { WORKER_BUILD_ID: 'abc', TEMPORAL_ADDRESS: 'temporal:7233' };
    const temporal = { address: 'temporal:7233', namespace: 'default', profile: null };
    expect(readReleaseConfig(env)).toMatchObject({ buildId: 'abc', temporal });
  });

  it('explains every variable in .env.example and no other', () => {
    const lines = readFileSync(new URL('.env.example', import.meta.url), 'utf8').split('\n');
    const explained = lines.flatMap((line) => line.match(/^[A-Z_]+(?==)/) ?? []);
    const known = [environmentSchema, migrateSchema, startSchema].flatMap((schema) => Object.keys(schema.shape));
    expect(explained.sort()).toEqual([...new Set(known)].sort());
  });

  it('reads .env.example as the defaults', () => {
    const lines = readFileSync(new URL('.env.example', import.meta.url), 'utf8').split('\n');
    const example = Object.fromEntries(lines.filter((line) => /^[A-Z_]+=/.test(line)).map((line) => line.split('=')));
    expect(readConfig({ ...example, ...needed })).toEqual(readConfig(needed));
  });
});
