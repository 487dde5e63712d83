import type { Manifest } from '../providers/provider.ts';
import type { IntegrationRecord } from '../records/integration.ts';
import { connectionHealth } from './connection-health.ts';
import type { ApiSettings } from './dependencies.ts';
import type { History, Integration, IntegrationState, Sync } from './schemas.ts';

const pathOf: Record<Manifest['addresses'][number]['leadsTo'], (key: string) => string> = {
  reconnect: (key) => `/api/crm/${key}/reconnect`,
  disconnected: (key) => `/api/crm/${key}/disconnected`,
  integrations: () => '/settings/integrations',
};

/** One provider as its card shows it. */
export function integrationCard(
  manifest: Manifest,
  settings: ApiSettings,
  record: IntegrationRecord | null,
): Integration {
  const { key, name, connect, hears, tryOut, topics, scopes } = manifest;
  const own = settings.providers[key];
  const {
    connection,
    run,
    history,
    customers = 0,
    held = 0,
  } = record ?? { connection: null, run: null, history: null };
  const state = stateOf(own?.mode ?? 'off', record);
  const lastReceivedAt = iso(connection?.webhookLastReceivedAt);
  return {
    provider: key,
    name,
    connect,
    hears,
    state,
    sandbox: own?.mode === 'sandbox',
    accountName: connection?.accountName ?? null,
    connectedAt: iso(connection?.connectedAt),
    stateSince: iso(connection?.statusChangedAt),
    customers,
    lastSyncAt: iso(connection?.lastSyncAt),
    sync: run && presentRun(run),
    history: history && presentHistory(history),
    lastError: errorWords(name, state, connection?.lastError ?? null),
    held,
    health: record && connectionHealth(record, settings.publicUrl),
    webhooks: {
      expectedTopics: [...topics],
      lastReceivedAt,
      tryOut,
      ...webhookState(manifest, live(state), lastReceivedAt),
    },
    setup: {
      callbackUrl: own?.redirectUri ?? '',
      webhookUrl: `${settings.publicUrl}/api/crm/${key}/webhook`,
      addresses: manifest.addresses.map(({ name: asked, leadsTo }) => ({
        name: asked,
        url: `${settings.publicUrl}${pathOf[leadsTo](key)}`,
      })),
      topics: [...topics],
      scopes: scopes.map((scope) => ({ ...scope })),
      registersWebhooks: own?.registerWebhooks ?? false,
    },
  };
}

export function stateOf(mode: 'sandbox' | 'real' | 'off', record: IntegrationRecord | null): IntegrationState {
  if (mode === 'off') return 'not_set_up';
  if (!record) return 'not_connected';
  const { connection, run } = record;
  if (connection.status === 'disconnected') return 'disconnected';
  if (connection.status === 'token_expired') return 'needs_reconnect';
  if (run?.status === 'running') return 'syncing';
  if (connection.lastError) return 'error';
  // The first sync follows by itself: until it has run or failed, it is on its way.
  return connection.lastSyncStatus === null ? 'syncing' : 'connected';
}

const live = (state: IntegrationState) => ['connected', 'syncing', 'error'].includes(state);

function errorWords(name: string, state: IntegrationState, stored: string | null): string | null {
  if (state === 'needs_reconnect')
    return `${name} does not accept the connection any more. Click Reconnect; what waits goes on by itself.`;
  if (state === 'not_set_up') return 'Not set up by the operator of this installation.';
  return stored;
}

function webhookState({ name, tryOut }: Manifest, connected: boolean, lastReceivedAt: string | null) {
  if (!connected) return { state: 'not_connected', hint: null } as const;
  if (lastReceivedAt) return { state: 'receiving', hint: null } as const;
  const hint = `Nothing received yet: ${tryOut} in ${name}. If nothing appears here, check the webhooks below.`;
  return { state: 'nothing_received', hint } as const;
}

function presentRun(run: NonNullable<IntegrationRecord['run']>): Sync {
  return {
    status: run.status as Sync['status'],
    customers: run.customers,
    pages: run.pages,
    startedAt: run.startedAt.toISOString(),
    finishedAt: iso(run.finishedAt),
    error: run.error,
  };
}

function presentHistory({
  status,
  stage,
  entities,
  finishedAt,
  error,
}: NonNullable<IntegrationRecord['history']>): History {
  return { status: status as History['status'], stage, entities, finishedAt: iso(finishedAt), error };
}

const iso = (date: Date | null | undefined): string | null => date?.toISOString() ?? null;
