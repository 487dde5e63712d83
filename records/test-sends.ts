import * as z from 'zod';
import type { TemplateFacts } from '../journeys/facts.ts';
import type { Tenant } from './database.ts';

/** How many test messages the organization has made since then. */
export const testsSince = (tenant: Tenant, since: Date): Promise<number> =>
  tenant.db.message.count({ where: { organizationId: tenant.id, kind: 'test', createdAt: { gt: since } } });

const factsSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

export type LastEvent = {
  facts: TemplateFacts;
  occurredAt: Date;
  connectionId: string;
  entityKind: string;
  entityId: string;
};

/** The last event of a kind that a customer had; null: there was none. */
export async function lastEvent(
  tenant: Tenant,
  customerId: string,
  { provider, type }: { provider: string; type: string },
): Promise<LastEvent | null> {
  const row = await tenant.db.event.findFirst({
    where: { organizationId: tenant.id, customerId, provider, trigger: type },
    orderBy: [{ occurredAt: 'desc' }, { id: 'desc' }],
    select: { facts: true, occurredAt: true, connectionId: true, entityKind: true, entityId: true },
  });
  return row && { ...row, facts: factsSchema.parse(row.facts) };
}
