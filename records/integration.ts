import type { Connection, SyncRun } from '../prisma/generated/client.ts';
import { type ConnectionHealth, readHealth } from './connection-health.ts';
import { connectionTo } from './connections.ts';
import { countCustomers } from './customers.ts';
import type { Tenant } from './database.ts';
import { countHeld } from './enrollment-list.ts';
import { type HistoryRun, lastHistory } from './history-runs.ts';
import { lastSync } from './sync-runs.ts';

export type IntegrationRecord = {
  connection: Connection;
  run: SyncRun | null;
  history: HistoryRun | null;
  customers: number;
  held: number;
  health: ConnectionHealth;
};

/** All that the card of one provider shows; null when it was never connected. */
export async function readIntegration(tenant: Tenant, provider: string, at: Date): Promise<IntegrationRecord | null> {
  const connection = await connectionTo(tenant, provider);
  if (!connection) return null;
  const { id } = connection;
  return {
    connection,
    run: await lastSync(tenant, id, 'customers'),
    history: await lastHistory(tenant, connection),
    customers: await countCustomers(tenant, id),
    held: await countHeld(tenant, 'connection_revoked', id),
    health: await readHealth(tenant, id, at),
  };
}

/** Keys of the providers whose connection is live. */
export async function connectedProviders(tenant: Tenant): Promise<string[]> {
  const rows = await tenant.db.connection.findMany({
    where: { organizationId: tenant.id, status: 'connected' },
    select: { provider: true },
  });
  return rows.map(({ provider }) => provider);
}
