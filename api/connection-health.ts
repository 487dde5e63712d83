import { defaults } from '../journeys/defaults.ts';
import type { Connection } from '../records/connections.ts';
import type { IntegrationRecord } from '../records/integration.ts';
import type { Health } from './schemas.ts';

/** How a connection stands, in figures; what is not to come any more is null. */
export function connectionHealth(
  { connection, run, health }: Pick<IntegrationRecord, 'connection' | 'run' | 'health'>,
  publicUrl: string,
): Health {
  const live = connection.status === 'connected';
  const { tokens, budgets } = health;
  const blocked = budgets.flatMap(({ blockedUntil }) => (blockedUntil ? [blockedUntil.getTime()] : []));
  return {
    lastSuccessAt: iso(connection.lastSuccessAt),
    lastErrorAt: iso(connection.lastErrorAt),
    reconnectBy: live ? iso(connection.consentEndsAt) : null,
    token: tokens && live ? { madeAt: iso(tokens.refreshedAt), endsAt: iso(tokens.accessTokenExpiresAt) } : null,
    budgetLeft: live && budgets.length > 0 ? Math.min(...budgets.map(({ share }) => share)) : null,
    pausedUntil: blocked.length > 0 ? new Date(Math.max(...blocked)).toISOString() : null,
    nextSyncAt: live && run?.status === 'completed' ? later(run.startedAt, defaults.customerSyncEveryMs) : null,
    lastSweepAt: iso(connection.lastSweepAt),
    nextSweepAt: live ? nextSweep(connection, publicUrl) : null,
  };
}

function nextSweep({ lastSweepAt }: Connection, publicUrl: string): string | null {
  const { reachable, unreachable } = defaults.sweepEveryMs;
  return lastSweepAt && later(lastSweepAt, publicUrl.startsWith('https:') ? reachable : unreachable);
}

const later = (at: Date, ms: number): string => new Date(at.getTime() + ms).toISOString();

function iso(date: Date): string;
function iso(date: Date | null): string | null;
function iso(date: Date | null): string | null {
  return date?.toISOString() ?? null;
}
