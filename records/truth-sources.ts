import * as z from 'zod';
import type { Tenant } from './database.ts';

/** One system's record of what a fact is about. `own`: the one that the enrollment is about, not a twin of it. */
export type TruthSource = {
  connectionId: string;
  provider: string;
  /** Of the connection. */
  status: string;
  entityId: string;
  own: boolean;
};

/** Every system's copy of the paper that an enrollment is about; empty when it is about none of this kind. */
export function paperSources(tenant: Tenant, enrollmentId: string, kind: string): Promise<TruthSource[]> {
  return tenant.db.$queryRaw<TruthSource[]>`
    WITH about AS (
      SELECT s.connection_id, s.entity_kind AS kind, s.entity_id AS external_id
      FROM afterjob.sequence_enrollments AS e
      JOIN afterjob.events AS s ON s.organization_id = e.organization_id AND s.id = coalesce(e.event_id, e.about_event_id)
      WHERE e.organization_id = ${tenant.id}::uuid AND e.id = ${enrollmentId}::uuid AND s.entity_kind = ${kind}
    ), copies AS (
      SELECT connection_id, external_id, true AS own FROM about
      UNION ALL
      SELECT twin.connection_id, twin.external_id, false
      FROM about
      JOIN afterjob.entities AS own ON own.organization_id = ${tenant.id}::uuid
        AND own.connection_id = about.connection_id AND own.kind = about.kind AND own.external_id = about.external_id
      JOIN afterjob.entities AS twin ON twin.organization_id = own.organization_id AND twin.paper_id = own.paper_id
        AND twin.id <> own.id AND twin.gone_at IS NULL
    )
    SELECT c.id AS "connectionId", c.provider, c.status, copies.external_id AS "entityId", copies.own
    FROM copies JOIN afterjob.connections AS c ON c.organization_id = ${tenant.id}::uuid AND c.id = copies.connection_id
    ORDER BY copies.own DESC, c.id`;
}

/** Every system's record of the person that an enrollment is about. */
export function personSources(tenant: Tenant, enrollmentId: string): Promise<TruthSource[]> {
  return tenant.db.$queryRaw<TruthSource[]>`
    SELECT c.id AS "connectionId", c.provider, c.status, o.external_id AS "entityId", o.id = own.id AS own
    FROM afterjob.sequence_enrollments AS e
    JOIN afterjob.customers AS own ON own.organization_id = e.organization_id AND own.id = e.customer_id
    JOIN afterjob.customers AS o ON o.organization_id = own.organization_id
      AND (o.id = own.id OR o.person_id = own.person_id) AND o.deleted_at IS NULL
    JOIN afterjob.connections AS c ON c.organization_id = o.organization_id AND c.id = o.connection_id
    WHERE e.organization_id = ${tenant.id}::uuid AND e.id = ${enrollmentId}::uuid
    ORDER BY o.id <> own.id, c.id`;
}

/** The providers that an organization is connected to now. */
export async function connectedProviders(tenant: Tenant): Promise<string[]> {
  const rows = await tenant.db.connection.findMany({
    where: { organizationId: tenant.id, status: 'connected' },
    select: { provider: true },
  });
  return rows.map(({ provider }) => provider);
}

const saidTruth = z.object({
  fact: z.string(),
  tag: z.string().optional(),
  /** Null: nobody could be asked. */
  holds: z.boolean().nullable(),
  asOf: z.string(),
  source: z.string().nullable(),
});

/** What was said of a fact right before a message left. */
export type SaidTruth = z.infer<typeof saidTruth>;

/** What was said right before this message was to leave. */
export const truthsOf = ({ truths }: { truths: unknown }): SaidTruth[] => z.array(saidTruth).catch([]).parse(truths);

/** Keeps the last answers with the message. */
export async function keepTruths(tenant: Tenant, messageId: string, truths: readonly SaidTruth[]): Promise<void> {
  await tenant.db.message.update({ where: { id: messageId }, data: { truths: [...truths] } });
}
