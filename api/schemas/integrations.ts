import * as z from 'zod';
import { instant } from './shared.ts';

export const integrationState = z.enum([
  'not_set_up',
  'not_connected',
  'connected',
  'syncing',
  'needs_reconnect',
  'disconnected',
  'error',
]);
export type IntegrationState = z.infer<typeof integrationState>;

export const sync = z.object({
  status: z.enum(['running', 'completed', 'failed']),
  customers: z.int(),
  pages: z.int(),
  startedAt: instant,
  finishedAt: instant.nullable(),
  error: z.string().nullable().describe('In words'),
});
export type Sync = z.infer<typeof sync>;

export const history = z.object({
  status: z.enum(['running', 'completed', 'failed']),
  stage: z
    .enum(['open', 'past'])
    .describe('`open`: what is still going on; `past`: the twelve months before connecting'),
  entities: z.int().describe('So many were read in this stage'),
  finishedAt: instant.nullable(),
  error: z.string().nullable().describe('In words'),
});
export type History = z.infer<typeof history>;

/** How a connection stands, in figures. */
export const health = z.object({
  lastSuccessAt: instant.nullable().describe('When a call to the provider last succeeded, to the minute'),
  lastErrorAt: instant.nullable(),
  reconnectBy: instant.nullable().describe('When the consent ends by itself, where the provider says so'),
  token: z
    .object({ madeAt: instant, endsAt: instant })
    .nullable()
    .describe('The access token; it is renewed by itself'),
  budgetLeft: z
    .number()
    .min(0)
    .max(1)
    .nullable()
    .describe("The share of the provider's budget that is left, by its scarcest limit"),
  pausedUntil: instant.nullable().describe('The provider asked for a pause until then'),
  nextSyncAt: instant.nullable(),
  lastSweepAt: instant.nullable().describe('When it was last looked for what no webhook told'),
  nextSweepAt: instant.nullable(),
});
export type Health = z.infer<typeof health>;

/** POST /api/integrations/:provider/refresh */
export const refreshed = z.object({
  provider: z.string(),
  refreshedAt: instant,
  expiresAt: instant.describe('When the new access token ends'),
});

/** GET /api/crm/:provider/status, and one item of GET /api/integrations. */
export const integration = z.object({
  provider: z.string(),
  name: z.string(),
  connect: z.string().describe('What the control that begins a connection says'),
  hears: z.string().describe('What it tells of: "jobs, visits and quotes"'),
  state: integrationState,
  sandbox: z.boolean().describe('The vendor is played by this machine'),
  accountName: z.string().nullable(),
  connectedAt: instant.nullable(),
  stateSince: instant.nullable().describe('Since when it is connected, disconnected or in need of reconnecting'),
  customers: z.int().describe('Customers that came from here'),
  lastSyncAt: instant.nullable(),
  sync: sync.nullable().describe('The run that is going on, else the last one'),
  history: history.nullable().describe('The reading of what happened before connecting'),
  lastError: z.string().nullable().describe('What went wrong and what to do, in words'),
  held: z.int().describe('Customers who wait in a journey because of this connection'),
  health: health.nullable().describe('Null: it was never connected'),
  webhooks: z.object({
    expectedTopics: z.array(z.string()),
    lastReceivedAt: instant.nullable(),
    state: z.enum(['nothing_received', 'receiving', 'not_connected']),
    hint: z.string().nullable(),
    tryOut: z.string().describe('What to do there to see a first notice arrive'),
  }),
  setup: z.object({
    callbackUrl: z.string(),
    webhookUrl: z.string(),
    addresses: z
      .array(z.object({ name: z.string(), url: z.string() }))
      .describe('Further addresses that its portal asks for'),
    topics: z.array(z.string()),
    scopes: z.array(z.object({ name: z.string(), why: z.string() })),
    registersWebhooks: z.boolean().describe('The topics are registered by us'),
  }),
});
export type Integration = z.infer<typeof integration>;

export const field = z.object({
  name: z.string(),
  label: z.string(),
  type: z.enum(['text', 'number', 'money', 'date', 'boolean', 'list']),
  sample: z.string(),
});

/** GET /api/triggers: what a journey can start from. */
export const triggerProvider = z.object({
  provider: z.string(),
  name: z.string(),
  state: integrationState,
  triggers: z.array(
    z.object({
      type: z.string(),
      label: z.string(),
      meaning: z.string(),
      entity: z.string().describe('What it is about: a job, an invoice'),
      fields: z.array(field).describe('Beside the common ones'),
    }),
  ),
});
export type TriggerProvider = z.infer<typeof triggerProvider>;

export const triggers = z.object({
  items: z.array(triggerProvider),
  commonFields: z.array(field).describe('What every text may use, whatever the trigger'),
});
export type Triggers = z.infer<typeof triggers>;

export const integrations = z.object({ items: z.array(integration) });
