import { type CustomerPast, isFirstJob, type Purchases } from '../journeys/past.ts';
import type { Tenant } from './database.ts';

/** The entity of an event. */
export type About = { connectionId: string; entityKind: string; entityId: string };

export type CustomerHistory = Purchases & { lastPurchaseAt: Date | null };

/**
 * Completed jobs and paid invoices of a person before `moment`, each once, twins as one, leaving out what `about`
 * names; and the date of the last one there is. Events from before connecting count as well.
 */
export async function customerHistory(
  tenant: Tenant,
  customerId: string,
  moment: Date,
  about: About | null,
): Promise<CustomerHistory> {
  const [row] = await tenant.db.$queryRaw<{ jobs: bigint; invoices: bigint; last: Date | null }[]>`
    WITH person AS MATERIALIZED (
      SELECT ${customerId}::uuid AS id
      UNION
      SELECT o.id FROM afterjob.customers AS c
      JOIN afterjob.customers AS o ON o.organization_id = c.organization_id AND o.person_id = c.person_id
      WHERE c.organization_id = ${tenant.id}::uuid AND c.id = ${customerId}::uuid
    ), bought AS (
      SELECT e.trigger, e.occurred_at, e.connection_id = ${about?.connectionId}::uuid AND e.entity_kind = ${about?.entityKind}
        AND e.entity_id = ${about?.entityId} AS own, coalesce(x.paper_id::text, e.connection_id || ' ' || e.entity_id) AS thing
      FROM person JOIN afterjob.events AS e ON e.organization_id = ${tenant.id}::uuid AND e.customer_id = person.id
        AND e.trigger IN ('job_completed', 'invoice_paid')
      LEFT JOIN afterjob.entities AS x ON x.organization_id = e.organization_id
        AND x.connection_id = e.connection_id AND x.kind = e.entity_kind AND x.external_id = e.entity_id
    ), others AS (
      SELECT trigger, thing FROM bought
      WHERE occurred_at < ${moment} AND thing NOT IN (SELECT thing FROM bought WHERE own)
    )
    SELECT (SELECT count(DISTINCT thing) FROM others WHERE trigger = 'job_completed') AS jobs,
      (SELECT count(DISTINCT thing) FROM others WHERE trigger = 'invoice_paid') AS invoices,
      (SELECT max(occurred_at) FROM bought) AS last`;
  return {
    completedJobs: Number(row?.jobs ?? 0),
    paidInvoices: Number(row?.invoices ?? 0),
    lastPurchaseAt: row?.last ?? null,
  };
}

/** What texts may say of a customer's past, at the moment of an event. */
export async function customerPast(
  tenant: Tenant,
  customerId: string,
  moment: Date,
  about: About | null,
): Promise<CustomerPast> {
  const { lastPurchaseAt, ...purchases } = await customerHistory(tenant, customerId, moment, about);
  return { isFirstJob: isFirstJob(about?.entityKind ?? null, purchases), lastPurchaseAt };
}
