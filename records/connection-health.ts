import { budgetsLeft, type Left } from './budgets.ts';
import type { Tenant } from './database.ts';
import { tokenTimes } from './tokens.ts';

export type ConnectionHealth = {
  /** Null: it has none any more. */
  tokens: { refreshedAt: Date; accessTokenExpiresAt: Date } | null;
  budgets: Left[];
};

/** How a connection's keys and budget stand at this moment. */
export async function readHealth(tenant: Tenant, connectionId: string, at: Date): Promise<ConnectionHealth> {
  return { tokens: await tokenTimes(tenant, connectionId), budgets: await budgetsLeft(tenant, connectionId, at) };
}
