import {
  findConnection,
  recordConsentTold,
  recordError,
  recordOwnerTold,
  recordRound,
  recordWebhooksRegistered,
} from '../records/connections.ts';
import type { Tenant } from '../records/database.ts';
import { nextDue } from '../records/due-checks.ts';
import { nextSweep } from '../records/sweeps.ts';
import { reKeyTokens, tokenTimes } from '../records/tokens.ts';
import type { ConnectionRef } from '../temporal.ts';
import { consentMark } from './consent.ts';
import type { Dependencies } from './dependencies.ts';
import { nextSyncs } from './next-sync.ts';
import { tellOwnerConsentEnds, tellOwnerToReconnect } from './owner-notice.ts';
import { withSession } from './session.ts';
import { refreshTime } from './tokens.ts';

/** What the loop of a connection has to do now, and when it has to look again. Instants as ISO. */
export type Round =
  | {
      status: 'connected';
      generation: number;
      refreshAt: string;
      syncAt: string;
      /** Null: all of the past is read. */
      historyAt: string | null;
      sweepAt: string;
      /** Null: nothing waits for its time. */
      dueAt: string | null;
      register: boolean;
      resume: boolean;
      tellConsent: boolean;
    }
  | { status: 'ended'; tellOwner: boolean };

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
        await reKeyTokens(tenant, deps.keys, ref.connectionId);
        const { syncAt, historyAt } = await nextSyncs(tenant, row);
        return {
          status: 'connected',
          generation: times.generation,
          refreshAt: refreshTime(times).toISOString(),
          syncAt: syncAt.toISOString(),
          historyAt: historyAt?.toISOString() ?? null,
          sweepAt: nextSweep(row, deps.settings.sweepEveryMs).toISOString(),
          dueAt: (await nextDue(tenant, row.id, deps.clock()))?.toISOString() ?? null,
          register: row.webhooksRegisteredAt === null && deps.settings.registerWebhooks.includes(row.provider),
          resume: row.lastRoundAt === null,
          tellConsent: consentMark(row, deps.clock()) !== null,
        };
      });
    },

    async startCustomerSync(input: ConnectionRef & { provider: string }): Promise<void> {
      await deps.temporal.startCustomerSync(input);
    },

    async startHistory(input: ConnectionRef & { provider: string }): Promise<void> {
      await deps.temporal.startHistory(input);
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

    async tellConsentEnds(ref: ConnectionRef): Promise<void> {
      const row = await inside(ref, (tenant) => findConnection(tenant, ref.connectionId));
      const days = row?.status === 'connected' ? consentMark(row, deps.clock()) : null;
      if (!row?.consentEndsAt || days === null) return;
      await tellOwnerConsentEnds(deps, row, { endsAt: row.consentEndsAt, days });
      await inside(ref, (tenant) => recordConsentTold(tenant, ref.connectionId, days));
    },

    async tellOwner(ref: ConnectionRef): Promise<void> {
      const row = await inside(ref, (tenant) => findConnection(tenant, ref.connectionId));
      if (row?.status !== 'token_expired' || row.toldOwnerAt) return;
      await tellOwnerToReconnect(deps, row);
      await inside(ref, (tenant) => recordOwnerTold(tenant, ref.connectionId, deps.clock()));
    },
  };
}
