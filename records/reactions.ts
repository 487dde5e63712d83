import { definitionSchema } from '../journeys/definition.ts';
import type { Nearness } from '../journeys/exits.ts';
import { concernsReaction, type Reaction } from '../journeys/reactions.ts';
import type { Contact } from './contact-points.ts';
import type { Tenant } from './database.ts';

type Row = { id: string; same: boolean; definition: unknown };

/**
 * Records an answer for the running enrollments that it ends or steers: those that wrote to this address, and those of
 * the same person. Returns their ids: nudge them.
 */
export async function recordReply(
  tenant: Tenant,
  { channel, address, customerId }: Contact & { customerId: string | null },
  at: Date,
): Promise<string[]> {
  const rows = await tenant.db.$queryRaw<Row[]>`
    WITH near AS (
      SELECT m.enrollment_id AS id, true AS same FROM afterjob.messages AS m
      WHERE m.organization_id = ${tenant.id}::uuid AND m.channel = ${channel} AND m.to_address = ${address}
        AND m.kind = 'journey' AND m.first_attempt_at IS NOT NULL AND m.status NOT IN ('rendered', 'skipped', 'failed')
      UNION ALL
      SELECT e.id, false FROM afterjob.customers AS own
      JOIN afterjob.customers AS c ON c.organization_id = own.organization_id
        AND (c.id = own.id OR c.person_id = own.person_id)
      JOIN afterjob.sequence_enrollments AS e ON e.organization_id = c.organization_id AND e.customer_id = c.id
      WHERE own.organization_id = ${tenant.id}::uuid AND own.id = ${customerId}::uuid
    )
    SELECT e.id, bool_or(near.same) AS same, v.definition
    FROM near JOIN afterjob.sequence_enrollments AS e ON e.organization_id = ${tenant.id}::uuid AND e.id = near.id
    JOIN afterjob.journey_versions AS v ON v.organization_id = e.organization_id AND v.id = e.version_id
    WHERE e.status IN ('new', 'active', 'held') AND 'replied' = ANY (v.listens_for)
    GROUP BY e.id, v.id ORDER BY e.id`;
  return record(tenant, 'replied', rows, at);
}

/** The same for a link of a message that somebody opened: news for the enrollment that sent it. */
export async function recordClick(tenant: Tenant, messageId: string, at: Date): Promise<string[]> {
  const rows = await tenant.db.$queryRaw<Row[]>`
    SELECT e.id, true AS same, v.definition
    FROM afterjob.messages AS m
    JOIN afterjob.sequence_enrollments AS e ON e.organization_id = m.organization_id AND e.id = m.enrollment_id
    JOIN afterjob.journey_versions AS v ON v.organization_id = e.organization_id AND v.id = e.version_id
    WHERE m.organization_id = ${tenant.id}::uuid AND m.id = ${messageId}::uuid
      AND e.status IN ('new', 'active', 'held') AND 'clicked' = ANY (v.listens_for)`;
  return record(tenant, 'clicked', rows, at);
}

async function record(tenant: Tenant, kind: Reaction, rows: readonly Row[], at: Date): Promise<string[]> {
  const concerned = rows.flatMap(({ id, same, definition }) => {
    const about: Nearness = same ? 'entity' : 'customer';
    return concernsReaction(definitionSchema.parse(definition), { reaction: kind, about }) ? [{ id, about }] : [];
  });
  if (concerned.length === 0) return [];
  await tenant.db.enrollmentRecord.createMany({
    data: concerned.map(({ id, about }) => ({
      organizationId: tenant.id,
      enrollmentId: id,
      kind,
      about,
      recordedAt: at,
    })),
  });
  return concerned.map(({ id }) => id);
}
