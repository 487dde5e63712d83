import type { Database, Tenant } from './database.ts';

export type ListedDelivery = {
  id: string;
  source: string;
  topic: string | null;
  entity_kind: string | null;
  entity_id: string | null;
  status: string;
  reason: string | null;
  duplicates: number;
  occurred_at: Date | null;
  received_at: Date;
  processed_at: Date | null;
  /** What was found when it was processed. */
  came: { id: string; trigger: string }[];
};

export type DeliverySearch = { source: string | null; status: string | null; topic: string | null };

/** The organization's webhook log, newest first: what lies behind the last row seen. */
export function listDeliveries(
  tenant: Tenant,
  { source, status, topic }: DeliverySearch,
  before: { value: string; id: string },
  limit: number,
): Promise<ListedDelivery[]> {
  return tenant.db.$queryRaw<ListedDelivery[]>`
    SELECT * FROM afterjob_functions.organization_deliveries(
      ${new Date(before.value)}, ${before.id}::uuid, ${limit}::integer, ${source}, ${status}, ${topic})`;
}

/** The kinds of notices that arrived for the organization, each with how many. */
export async function listTopics(tenant: Tenant): Promise<{ source: string; topic: string; count: number }[]> {
  return tenant.db.$queryRaw<{ source: string; topic: string; count: number }[]>`
    SELECT source, topic, deliveries::integer AS count FROM afterjob_functions.delivery_topics()`;
}

export type StrayDelivery = Pick<ListedDelivery, 'id' | 'source' | 'topic' | 'status' | 'reason' | 'received_at'>;

/** What arrived at this installation and belongs to nobody, or could not be read. */
export function listStrays(database: Database, since: Date, limit: number): Promise<StrayDelivery[]> {
  return database.call<StrayDelivery>(
    'SELECT id, source, topic, status, reason, received_at FROM afterjob_functions.stray_deliveries($1, $2)',
    [since, limit],
  );
}
