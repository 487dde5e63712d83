import * as z from 'zod';
import { type Crash, crashPoints } from './crash-points.ts';

/** What is wrong with the environment: every fault at once, each with the variable and what to do. */
export class ConfigError extends Error {
  readonly faults: string[];

  constructor(faults: string[]) {
    super(`The environment has ${faults.length} fault${faults.length === 1 ? '' : 's'}:\n${list(faults)}`);
    this.name = 'ConfigError';
    this.faults = faults;
  }
}

type Mode = 'sandbox' | 'real' | 'off';

export interface Config {
  environment: 'development' | 'production' | 'test';
  port: number;
  sandboxPort: number;
  publicUrl: string;
  dataDir: string;
  databaseUrl: string;
  databaseAuthUrl: string | null;
  databaseListenUrl: string;
  temporal: { address: string; namespace: string; profile: string | null; uiUrl: string | null };
  authSecret: string;
  /** The key ring as `id:base64key,id2:base64key2`; the first key encrypts, all of them decrypt. */
  encryptionKeys: string;
  /** Whom a real channel may send to outside production; null where a channel has no such limit. */
  allowedRecipients: Record<'email' | 'sms', string[] | null>;
  workerBuildId: string | null;
  /** So many activities of one queue at once in one worker process; null: as the queue has it. */
  activitySlots: number | null;
  /** Where a drill lets this process die; null: nowhere. */
  crash: Crash | null;
  /** Where pages may be served that use the API with a person's session. */
  webOrigins: string[];
  /** Whose tokens are believed beside our own sessions; null: nobody's. */
  issuer: {
    jwksUrl: string;
    issuer: string;
    audience: string;
    organizationClaim: string;
    roleClaim: string;
  } | null;
  jobber: {
    mode: Mode;
    clientId: string;
    clientSecret: string;
    redirectUri: string;
    graphqlVersion: string;
    registerWebhooks: boolean;
    authorizeUrl: string;
    tokenUrl: string;
    apiUrl: string;
    /** So many times the vendor's own limits are allowed. */
    allowance: number;
  };
  quickbooks: {
    mode: Mode;
    clientId: string;
    clientSecret: string;
    redirectUri: string;
    /** Always false: topics are ticked in the developer portal, there is no call for it. */
    registerWebhooks: boolean;
    verifierTokens: string[];
    authorizeUrl: string;
    tokenUrl: string;
    revokeUrl: string;
    apiUrl: string;
    requestsPerMinute: number;
  };
  email: {
    mode: Mode;
    apiKey: string;
    baseUrl: string;
    webhookSecrets: string[];
    from: string;
    sendingDomain: string;
    /** Calls of the whole team; the vendor's answers say so, too. */
    perSecond: number;
    /** Of one organization in 24 hours, unless it has a number of its own. */
    dailyQuota: number;
  };
  sms: {
    mode: Mode;
    accountSid: string;
    authToken: string;
    baseUrl: string;
    publicUrl: string;
    callbacks: boolean;
    defaultSender: string | null;
    /** Messages of one number. */
    perSecond: number;
    dailyQuota: number;
  };
}

const url = (...protocols: string[]) =>
  z
    .url({
      protocol: new RegExp(`^(${protocols.join('|')})$`),
      error: `must be an address (${protocols.join(' or ')})`,
    })
    .transform((value) => value.replace(/\/$/, ''))
    .optional();
const web = () => url('http', 'https');
const database = () => url('postgres', 'postgresql');
const port = (standard: number) =>
  z.coerce
    .number('must be a port number')
    .int()
    .min(1, 'must be 1 to 65535')
    .max(65535, 'must be 1 to 65535')
    .default(standard);
const text = () => z.string().optional();
const entries = (value: string) =>
  value
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean);
const amount = () => z.coerce.number('must be a number').positive('must be more than 0').optional();
const textList = () => z.string().transform(entries).optional();
const flag = () =>
  z
    .enum(['true', 'false'], 'must be true or false')
    .transform((value) => value === 'true')
    .default(false);

const encryptionKeys = z
  .string()
  .refine((ring) => {
    const keys = entries(ring).map((entry) => /^([A-Za-z0-9_-]{1,32}):([A-Za-z0-9+/_-]+=*)$/.exec(entry));
    const ids = keys.map((key) => key?.[1]);
    return keys.length > 0 && new Set(ids).size === ids.length && keys.every((key) => bytes(key?.[2]) === 32);
  }, 'must be id:key pairs separated by commas, each key 32 bytes in base64; make one with: openssl rand -base64 32')
  .optional();

export const environmentSchema = z.object({
  NODE_ENV: z
    .enum(['development', 'production', 'test'], 'must be development, production or test')
    .default('development'),
  PORT: port(3000),
  SANDBOX_PORT: port(4000),
  PUBLIC_URL: web(),
  WEB_ORIGINS: textList().refine(
    (origins = []) => origins.every((origin) => URL.canParse(origin) && new URL(origin).origin === origin),
    'must be origins without a path, such as https://app.example.com, separated by commas',
  ),
  JWT_JWKS_URL: web(),
  JWT_ISSUER: text(),
  JWT_AUDIENCE: text(),
  JWT_ORGANIZATION_CLAIM: z.string().default('organization_id'),
  JWT_ROLE_CLAIM: z.string().default('role'),
  DATA_DIR: z.string().default('.afterjob'),
  DATABASE_URL: database(),
  DATABASE_AUTH_URL: database(),
  DATABASE_LISTEN_URL: database(),
  TEMPORAL_ADDRESS: z
    .string()
    .regex(/^[^/\s]+:\d+$/, 'must be host:port, such as localhost:7233')
    .optional(),
  TEMPORAL_NAMESPACE: z.string().default('default'),
  TEMPORAL_PROFILE: text(),
  TEMPORAL_UI_URL: web(),
  AUTH_SECRET: z
    .string()
    .min(32, 'must have at least 32 characters; make one with: openssl rand -base64 32')
    .optional(),
  ENCRYPTION_KEYS: encryptionKeys,
  ALLOWED_RECIPIENTS: textList(),
  WORKER_BUILD_ID: text(),
  ACTIVITY_SLOTS: z.coerce.number('must be a number').int().min(1, 'must be at least 1').optional(),
  CRASH_POINT: z
    .string()
    .transform((value) => ({ at: value.split(':')[0], about: value.split(':').slice(1).join(':') }))
    .pipe(z.object({ at: z.enum(crashPoints), about: z.string().min(1) }, 'must be point:about; see crash-points.ts'))
    .optional(),
  JOBBER_CLIENT_ID: text(),
  JOBBER_CLIENT_SECRET: text(),
  JOBBER_REDIRECT_URI: web(),
  JOBBER_GRAPHQL_VERSION: z.iso.date('must be a date, such as 2025-04-16').default('2025-04-16'),
  JOBBER_REGISTER_WEBHOOKS: flag(),
  JOBBER_AUTHORIZE_URL: web(),
  JOBBER_TOKEN_URL: web(),
  JOBBER_API_URL: web(),
  QUICKBOOKS_CLIENT_ID: text(),
  QUICKBOOKS_CLIENT_SECRET: text(),
  QUICKBOOKS_REDIRECT_URI: web(),
  QUICKBOOKS_WEBHOOK_VERIFIER_TOKENS: textList(),
  QUICKBOOKS_ENVIRONMENT: z.enum(['sandbox', 'production'], 'must be sandbox or production').optional(),
  QUICKBOOKS_AUTHORIZE_URL: web(),
  QUICKBOOKS_TOKEN_URL: web(),
  QUICKBOOKS_REVOKE_URL: web(),
  QUICKBOOKS_API_URL: web(),
  QUICKBOOKS_REQUESTS_PER_MINUTE: z.coerce.number('must be a number').int().min(50, 'must be at least 50').optional(),
  RESEND_API_KEY: text(),
  RESEND_BASE_URL: web(),
  RESEND_WEBHOOK_SECRETS: z
    .string()
    .transform(entries)
    .refine(
      (secrets) => secrets.every((secret) => /^whsec_[A-Za-z0-9+/=]+$/.test(secret)),
      'must be whsec_… secrets separated by commas',
    )
    .optional(),
  EMAIL_FROM: z
    .string()
    .regex(/^[^<>]*<?[^<>\s@]+@[^<>\s@]+\.[^<>\s@]+>?$/, 'must be an address, such as Afterjob <hello@example.com>')
    .optional(),
  RESEND_REQUESTS_PER_SECOND: amount(),
  EMAIL_DAILY_QUOTA: amount(),
  EMAIL_SENDING_DOMAIN: z.hostname('must be a domain, such as mail.example.com').optional(),
  TWILIO_ACCOUNT_SID: z
    .string()
    .regex(/^AC[0-9a-fA-F]{32}$/, 'must be AC and 32 hexadecimal digits')
    .optional(),
  TWILIO_AUTH_TOKEN: text(),
  TWILIO_BASE_URL: web(),
  TWILIO_MESSAGES_PER_SECOND: amount(),
  SMS_DAILY_QUOTA: amount(),
  DEFAULT_SMS_SENDER: z
    .string()
    .regex(
      /^(\+[1-9]\d{6,14}|MG[0-9a-fA-F]{32}|\d{5,6})$/,
      'must be a number such as +12025550100, a short code or an MG… service',
    )
    .optional(),
});

/** Read by `npm run migrate` and `npm run doctor` alone: no serving process is given the owner's address. */
export const migrateSchema = z.object({
  DATABASE_OWNER_URL: database(),
  DATABASE_URL: database(),
});

/** Read by `npm start` alone, for what it brings up itself. */
export const startSchema = z.object({
  POSTGRES_PORT: port(5433),
  TEMPORAL_PORT: port(7233),
  TEMPORAL_UI_PORT: port(8233),
});

type Environment = z.infer<typeof environmentSchema>;
type Variables = Record<string, string | undefined>;

/** Reads the whole environment or throws a ConfigError that lists every fault. */
export function readConfig(env: Variables): Config {
  const given = withoutEmpty(env);
  const parsed = environmentSchema.safeParse(given);
  const faults = [
    ...(parsed.success ? [] : parsed.error.issues.map(describe)),
    ...missing(given),
    ...(given.NODE_ENV === 'production' ? plainHttp(given) : []),
  ];
  if (!parsed.success || faults.length > 0) throw new ConfigError([...new Set(faults)]);
  return toConfig(parsed.data);
}

/** The two database addresses of a migration: the owner's to work with, the app's to name its role. */
export function readMigrateConfig(env: Variables): { ownerUrl: string; appUrl: string | null } {
  const parsed = migrateSchema.safeParse(withoutEmpty(env));
  if (!parsed.success) throw new ConfigError(parsed.error.issues.map(describe));
  const { DATABASE_OWNER_URL: ownerUrl, DATABASE_URL: appUrl } = parsed.data;
  if (!ownerUrl)
    throw new ConfigError(['DATABASE_OWNER_URL is missing: set it to the address of the role that owns the tables']);
  return { ownerUrl, appUrl: appUrl ?? null };
}

/** Where Temporal is, and which build of the workers becomes the current one. */
export function readReleaseConfig(env: Variables): Pick<Config, 'temporal'> & { buildId: string } {
  const shape = {
    TEMPORAL_ADDRESS: true,
    TEMPORAL_NAMESPACE: true,
    TEMPORAL_PROFILE: true,
    WORKER_BUILD_ID: true,
  } as const;
  const parsed = environmentSchema.pick(shape).safeParse(withoutEmpty(env));
  if (!parsed.success) throw new ConfigError(parsed.error.issues.map(describe));
  const { data } = parsed;
  if (!data.WORKER_BUILD_ID)
    throw new ConfigError([
      'WORKER_BUILD_ID is missing: npm run release -- <build id>, the commit that the workers run',
    ]);
  const { TEMPORAL_ADDRESS: address = 'localhost:7233', TEMPORAL_NAMESPACE: namespace } = data;
  const temporal = { address, namespace, profile: data.TEMPORAL_PROFILE ?? null, uiUrl: null };
  return { temporal, buildId: data.WORKER_BUILD_ID };
}

/** The ports of what `npm start` brings up itself. */
export function readStartConfig(env: Variables): {
  postgresPort: number;
  temporalPort: number;
  temporalUiPort: number;
} {
  const parsed = startSchema.safeParse(withoutEmpty(env));
  if (!parsed.success) throw new ConfigError(parsed.error.issues.map(describe));
  const { POSTGRES_PORT: postgresPort, TEMPORAL_PORT: temporalPort, TEMPORAL_UI_PORT: temporalUiPort } = parsed.data;
  return { postgresPort, temporalPort, temporalUiPort };
}

function toConfig(env: Environment): Config {
  const publicUrl = env.PUBLIC_URL ?? `http://localhost:${env.PORT}`;
  const jobber = jobberConfig(env, publicUrl);
  const quickbooks = quickbooksConfig(env, publicUrl);
  const email = emailConfig(env);
  const sms = smsConfig(env, publicUrl);
  const limit = (mode: Mode) =>
    env.NODE_ENV !== 'production' && mode === 'real' ? (env.ALLOWED_RECIPIENTS ?? []) : null;
  return {
    environment: env.NODE_ENV,
    port: env.PORT,
    sandboxPort: env.SANDBOX_PORT,
    publicUrl,
    dataDir: env.DATA_DIR,
    databaseUrl: env.DATABASE_URL ?? '',
    databaseAuthUrl: env.DATABASE_AUTH_URL ?? null,
    databaseListenUrl: env.DATABASE_LISTEN_URL ?? env.DATABASE_URL ?? '',
    temporal: {
      address: env.TEMPORAL_ADDRESS ?? 'localhost:7233',
      namespace: env.TEMPORAL_NAMESPACE,
      profile: env.TEMPORAL_PROFILE ?? null,
      uiUrl: env.TEMPORAL_UI_URL ?? null,
    },
    authSecret: env.AUTH_SECRET ?? '',
    encryptionKeys: env.ENCRYPTION_KEYS ?? '',
    allowedRecipients: { email: limit(email.mode), sms: limit(sms.mode) },
    workerBuildId: env.WORKER_BUILD_ID ?? null,
    activitySlots: env.ACTIVITY_SLOTS ?? null,
    crash: env.CRASH_POINT ?? null,
    webOrigins: env.WEB_ORIGINS ?? [new URL(publicUrl).origin],
    issuer: issuerConfig(env),
    jobber,
    quickbooks,
    email,
    sms,
  };
}

function issuerConfig(env: Environment): Config['issuer'] {
  const { JWT_JWKS_URL: jwksUrl, JWT_ISSUER: issuer, JWT_AUDIENCE: audience } = env;
  if (!jwksUrl || !issuer || !audience) return null;
  return { jwksUrl, issuer, audience, organizationClaim: env.JWT_ORGANIZATION_CLAIM, roleClaim: env.JWT_ROLE_CLAIM };
}

function jobberConfig(env: Environment, publicUrl: string): Config['jobber'] {
  const mode = modeOf(env, env.JOBBER_CLIENT_ID);
  const path = '/jobber/api';
  const vendor = mode === 'sandbox' ? `http://127.0.0.1:${env.SANDBOX_PORT}${path}` : 'https://api.getjobber.com/api';
  // The consent page is opened by the owner's browser, where localhost also shares the cookies of the web UI.
  const browser = mode === 'sandbox' ? `http://localhost:${env.SANDBOX_PORT}${path}` : vendor;
  return {
    mode,
    clientId: env.JOBBER_CLIENT_ID ?? (mode === 'sandbox' ? 'sandbox-jobber-client' : ''),
    clientSecret: env.JOBBER_CLIENT_SECRET ?? (mode === 'sandbox' ? 'sandbox-jobber-secret' : ''),
    redirectUri: env.JOBBER_REDIRECT_URI ?? `${publicUrl}/api/crm/jobber/callback`,
    graphqlVersion: env.JOBBER_GRAPHQL_VERSION,
    registerWebhooks: env.JOBBER_REGISTER_WEBHOOKS,
    authorizeUrl: env.JOBBER_AUTHORIZE_URL ?? `${browser}/oauth/authorize`,
    tokenUrl: env.JOBBER_TOKEN_URL ?? `${vendor}/oauth/token`,
    apiUrl: env.JOBBER_API_URL ?? `${vendor}/graphql`,
    // The sandbox of this machine allows twenty times what the vendor does.
    allowance: mode === 'sandbox' ? 20 : 1,
  };
}

function quickbooksConfig(env: Environment, publicUrl: string): Config['quickbooks'] {
  const mode = modeOf(env, env.QUICKBOOKS_CLIENT_ID);
  const sandboxed = mode === 'sandbox';
  const path = '/quickbooks/api';
  const played = `http://127.0.0.1:${env.SANDBOX_PORT}${path}`;
  const vendor = (url: string, at = '') => (sandboxed ? `${played}${at}` : url);
  // Not to be mixed up: Intuit's own sandbox companies are on the internet, behind another address.
  const environment = env.QUICKBOOKS_ENVIRONMENT ?? (env.NODE_ENV === 'production' ? 'production' : 'sandbox');
  const api =
    environment === 'production' ? 'https://quickbooks.api.intuit.com' : 'https://sandbox-quickbooks.api.intuit.com';
  const consent = sandboxed
    ? `http://localhost:${env.SANDBOX_PORT}${path}/connect/oauth2`
    : 'https://appcenter.intuit.com/connect/oauth2';
  const bearer = '/oauth2/v1/tokens/bearer';
  const revoke = '/v2/oauth2/tokens/revoke';
  return {
    mode,
    clientId: env.QUICKBOOKS_CLIENT_ID ?? (sandboxed ? 'sandbox-quickbooks-client' : ''),
    clientSecret: env.QUICKBOOKS_CLIENT_SECRET ?? (sandboxed ? 'sandbox-quickbooks-secret' : ''),
    redirectUri: env.QUICKBOOKS_REDIRECT_URI ?? `${publicUrl}/api/crm/quickbooks/callback`,
    registerWebhooks: false,
    verifierTokens: env.QUICKBOOKS_WEBHOOK_VERIFIER_TOKENS ?? (sandboxed ? ['sandbox-quickbooks-verifier'] : []),
    authorizeUrl: env.QUICKBOOKS_AUTHORIZE_URL ?? consent,
    tokenUrl: env.QUICKBOOKS_TOKEN_URL ?? vendor(`https://oauth.platform.intuit.com${bearer}`, bearer),
    revokeUrl: env.QUICKBOOKS_REVOKE_URL ?? vendor(`https://developer.api.intuit.com${revoke}`, revoke),
    apiUrl: env.QUICKBOOKS_API_URL ?? vendor(api),
    // The sandbox of this machine allows twenty times what the vendor does.
    requestsPerMinute: env.QUICKBOOKS_REQUESTS_PER_MINUTE ?? (sandboxed ? 10_000 : 500),
  };
}

function emailConfig(env: Environment): Config['email'] {
  const mode = modeOf(env, env.RESEND_API_KEY);
  const sandboxed = mode === 'sandbox';
  const from = env.EMAIL_FROM ?? (sandboxed ? 'Afterjob <hello@afterjob.example>' : '');
  return {
    mode,
    apiKey: env.RESEND_API_KEY ?? (sandboxed ? 're_sandbox' : ''),
    baseUrl:
      env.RESEND_BASE_URL ?? (sandboxed ? `http://127.0.0.1:${env.SANDBOX_PORT}/resend` : 'https://api.resend.com'),
    webhookSecrets: env.RESEND_WEBHOOK_SECRETS ?? (sandboxed ? [sandboxWebhookSecret] : []),
    from,
    sendingDomain: env.EMAIL_SENDING_DOMAIN ?? from.replace(/^.*@|>.*$/g, ''),
    // The sandbox of this machine allows twenty times what the vendor does.
    perSecond: env.RESEND_REQUESTS_PER_SECOND ?? (sandboxed ? 100 : 5),
    dailyQuota: env.EMAIL_DAILY_QUOTA ?? 5_000,
  };
}

function smsConfig(env: Environment, publicUrl: string): Config['sms'] {
  const mode = modeOf(env, env.TWILIO_ACCOUNT_SID);
  const sandboxed = mode === 'sandbox';
  return {
    mode,
    accountSid: env.TWILIO_ACCOUNT_SID ?? (sandboxed ? `AC${'5a'.repeat(16)}` : ''),
    authToken: env.TWILIO_AUTH_TOKEN ?? (sandboxed ? 'sandbox-twilio-token' : ''),
    baseUrl:
      env.TWILIO_BASE_URL ?? (sandboxed ? `http://127.0.0.1:${env.SANDBOX_PORT}/twilio` : 'https://api.twilio.com'),
    publicUrl,
    // A vendor on the internet cannot call back to an address without https; messages are polled then.
    callbacks: sandboxed || publicUrl.startsWith('https:'),
    defaultSender: env.DEFAULT_SMS_SENDER ?? (sandboxed ? '+12025550100' : null),
    perSecond: env.TWILIO_MESSAGES_PER_SECOND ?? (sandboxed ? 100 : 1),
    dailyQuota: env.SMS_DAILY_QUOTA ?? 2_000,
  };
}

const sandboxWebhookSecret = `whsec_${Buffer.from('the sandbox signs with this one').toString('base64')}`;

function modeOf(env: Environment, credential: string | undefined): Mode {
  if (credential) return 'real';
  return env.NODE_ENV === 'production' ? 'off' : 'sandbox';
}

function missing(env: Variables): string[] {
  const production = env.NODE_ENV === 'production';
  const need = (name: string, what: string) => (env[name] ? [] : [`${name} is missing: ${what}`]);
  const pair = (name: string, partner: string) =>
    env[name] && !env[partner] ? [`${partner} is missing: it belongs to ${name}`] : [];
  return [
    ...need('DATABASE_URL', "set it to the app role's address (npm start brings a database of its own)"),
    ...need('AUTH_SECRET', 'make one with: openssl rand -base64 32 (npm start makes its own)'),
    ...need(
      'ENCRYPTION_KEYS',
      'set id:key, for example k1: and the output of: openssl rand -base64 32 (npm start makes its own)',
    ),
    ...pair('JOBBER_CLIENT_ID', 'JOBBER_CLIENT_SECRET'),
    ...pair('JOBBER_CLIENT_SECRET', 'JOBBER_CLIENT_ID'),
    ...pair('QUICKBOOKS_CLIENT_ID', 'QUICKBOOKS_CLIENT_SECRET'),
    ...pair('QUICKBOOKS_CLIENT_SECRET', 'QUICKBOOKS_CLIENT_ID'),
    ...pair('JWT_JWKS_URL', 'JWT_ISSUER'),
    ...pair('JWT_JWKS_URL', 'JWT_AUDIENCE'),
    ...pair('JWT_ISSUER', 'JWT_JWKS_URL'),
    ...pair('JWT_AUDIENCE', 'JWT_JWKS_URL'),
    ...pair('TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN'),
    ...pair('TWILIO_AUTH_TOKEN', 'TWILIO_ACCOUNT_SID'),
    ...pair('RESEND_API_KEY', 'EMAIL_FROM'),
    ...(production ? missingInProduction(env, need) : []),
  ];
}

function missingInProduction(env: Variables, need: (name: string, what: string) => string[]): string[] {
  return [
    ...need('PUBLIC_URL', 'set it to the https address that browsers and vendors reach'),
    ...(env.CRASH_POINT ? ['CRASH_POINT must not be set in production: it lets a process die on purpose'] : []),
    ...(env.PUBLIC_URL && !env.PUBLIC_URL.startsWith('https:') ? ['PUBLIC_URL must be https in production'] : []),
    ...(env.TEMPORAL_ADDRESS || env.TEMPORAL_PROFILE
      ? []
      : need('TEMPORAL_ADDRESS', 'set it to host:port, or name a TEMPORAL_PROFILE')),
    ...(env.JOBBER_CLIENT_ID || env.QUICKBOOKS_CLIENT_ID
      ? []
      : ['JOBBER_CLIENT_ID or QUICKBOOKS_CLIENT_ID is missing: production needs at least one provider']),
    ...(env.RESEND_API_KEY || env.TWILIO_ACCOUNT_SID
      ? []
      : ['RESEND_API_KEY or TWILIO_ACCOUNT_SID is missing: production needs at least one channel']),
  ];
}

function plainHttp(env: Variables): string[] {
  const vendor = /^(JOBBER|QUICKBOOKS|RESEND|TWILIO)_.*UR[LI]$/;
  const ours = ['WEB_ORIGINS', 'JWT_JWKS_URL'];
  return Object.entries(env)
    .filter(([name, value]) => (vendor.test(name) || ours.includes(name)) && /(^|,)\s*http:/.test(value ?? ''))
    .map(([name]) => `${name} must be https in production`);
}

// An empty value, as compose files pass it, means the same as none.
function withoutEmpty(env: Variables): Variables {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''));
}

function describe(issue: { path: PropertyKey[]; message: string }): string {
  return `${issue.path.map(String).join('.')} ${issue.message}`;
}

function bytes(key: string | undefined): number {
  return Buffer.from(key ?? '', 'base64').length;
}

function list(faults: string[]): string {
  return faults.map((fault) => `  - ${fault}`).join('\n');
}
