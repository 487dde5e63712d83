import { defaults } from '../journeys/defaults.ts';
import {
  type Connection,
  findConnection,
  recordError,
  recordOwnerTold,
  recordRound,
  recordWebhooksRegistered,
} from '../records/connections.ts';
import type { Tenant } from '../records/database.ts';
import { lastSync } from '../records/sync-runs.ts';
import { tokenTimes } from '../records/tokens.ts';
import type { ConnectionRef } from '../temporal.ts';
import type { Dependencies } from './dependencies.ts';
import { tellOwnerToReconnect } from './owner-notice.ts';
import { withSession } from './session.ts';
import { refreshTime } from './tokens.ts';

/** What the loop of a connection has to do now, and when it has to look again. Instants as ISO. */
export type Round =
  | { status: 'connected'; generation: number; refreshAt: string; syncAt: string; register: boolean; resume: boolean }
  | { status: 'ended'; tellOwner: boolean };

const failedSyncAgainMs = 60 * 60_000;

export function createConnectionActivities(deps: Dependencies) {
  const inside = <T>(ref: ConnectionRef, work: (tenant: Tenant) => Promise<T>) =>
    deps.database.withOrganization(ref.organizationId, work);
  return {
    async tendConnection(ref: ConnectionRef): Promise<Round> {
      return inside(ref, async (tenant) => {
        const row = await findConnection(tenant, ref.connectionId);
        const times = await tokenTimes(tenant, ref.connectionId);
        if (row?.status !== 'connected' || !times) {
          return { status: 'ended', tellOwner: row?.status === 'token_expired' && row.toldOwnerAt === null };
        }
        await recordRound(tenant, ref.connectionId, deps.clock());
        return {
          status: 'connected',
          generation: times.generation,
          refreshAt: refreshTime(times).toISOString(),
          syncAt: (await nextSync(tenant, row)).toISOString(),
          register: row.webhooksRegisteredAt === null && deps.settings.registerWebhooks.includes(row.provider),
          resume: row.lastRoundAt === null,
        };
      });
    },

    async startCustomerSync(input: ConnectionRef & { provider: string }): Promise<void> {
      await deps.temporal.startCustomerSync(input);
    },

    async resumeEnrollments({ organizationId, connectionId }: ConnectionRef): Promise<void> {
      await deps.temporal.startResume({ organizationId, reason: 'connection_revoked', scope: connectionId });
    },

    async registerWebhooks(ref: ConnectionRef): Promise<void> {
      await withSession(deps, ref, async (provider, session) => {
        await provider.registerWebhooks?.(session, `${deps.settings.publicUrl}/api/crm/${provider.key}/webhook`);
      });
      await inside(ref, (tenant) => recordWebhooksRegistered(tenant, ref.connectionId, deps.clock()));
    },

    async recordRegistrationFailed(ref: ConnectionRef): Promise<void> {
      const sentence =
        'Webhooks could not be registered. Add them by hand: the card of the connection lists which, and where they go.';
      await inside(ref, (tenant) => recordError(tenant, ref.connectionId, sentence, deps.clock()));
    },

    async tellOwner(ref: ConnectionRef): Promise<void> {
      const row = await inside(ref, (tenant) => findConnection(tenant, ref.connectionId));
      if (row?.status !== 'token_expired' || row.toldOwnerAt) return;
      await tellOwnerToReconnect(deps, row);
      await inside(ref, (tenant) => recordOwnerTold(tenant, ref.connectionId, deps.clock()));
    },
  };
}

async function nextSync(tenant: Tenant, { id, statusChangedAt }: Connection): Promise<Date> {
  const run = await lastSync(tenant, id);
  if (!run || run.status === 'running') return new Date(0);
  if (run.status === 'failed') {
    // A new consent is a reason to try at once.
    const reconnected = run.startedAt < statusChangedAt;
    return reconnected ? new Date(0) : new Date(run.startedAt.getTime() + failedSyncAgainMs);
  }
  const fresh = run.startedAt >= statusChangedAt;
  return fresh ? new Date(run.startedAt.getTime() + defaults.customerSyncEveryMs) : new Date(0);
}
