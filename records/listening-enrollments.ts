import { definitionSchema } from '../journeys/definition.ts';
import { concernsEnrollment, type Nearness } from '../journeys/exits.ts';
import { Prisma } from '../prisma/generated/client.ts';
import type { Tenant } from './database.ts';

/** A running enrollment and an event that is news for it. */
export type Pair = { enrollmentId: string; eventId: string; about: Nearness };

type PairRow = {
  enrollment_id: string;
  event_id: string;
  trigger: string;
  same_entity: boolean;
  started_by: string | null;
  definition: unknown;
};

/** Events with every name of what they are about: papers by their twins, persons by all their records. */
const familiesOf = (tenant: Tenant, eventIds: readonly string[]) => Prisma.sql`
  it AS (
    SELECT * FROM afterjob.events
    WHERE organization_id = ${tenant.id}::uuid AND id = ANY (${eventIds}::uuid[]) AND origin = 'live'
  ), papers AS (
    SELECT id AS of, connection_id, entity_kind AS kind, entity_id AS external_id FROM it
    UNION
    SELECT it.id, twin.connection_id, twin.kind, twin.external_id
    FROM it
    JOIN afterjob.entities AS own ON own.organization_id = it.organization_id
      AND own.connection_id = it.connection_id AND own.kind = it.entity_kind AND own.external_id = it.entity_id
    JOIN afterjob.entities AS twin ON twin.organization_id = own.organization_id AND twin.paper_id = own.paper_id
  ), people AS (
    SELECT id AS of, customer_id AS id FROM it WHERE customer_id IS NOT NULL
    UNION
    SELECT it.id, other.id
    FROM it
    JOIN afterjob.customers AS own ON own.organization_id = it.organization_id AND own.id = it.customer_id
    JOIN afterjob.customers AS other ON other.organization_id = own.organization_id AND other.person_id = own.person_id
  )`;

/**
 * Whether anything is to be looked for: a version listens for this kind of event, or the event has started enrollments
 * whose version listens for another. Most events are of no such kind.
 */
export async function isListenedFor(tenant: Tenant, eventId: string): Promise<boolean> {
  const rows = await tenant.db.$queryRaw<unknown[]>`
    SELECT 1 FROM afterjob.events AS x
    WHERE x.organization_id = ${tenant.id}::uuid AND x.id = ${eventId}::uuid AND x.origin = 'live' AND (
      EXISTS (SELECT FROM afterjob.journey_versions AS v
        WHERE v.organization_id = x.organization_id AND x.trigger = ANY (v.listens_for))
      OR EXISTS (SELECT FROM afterjob.sequence_enrollments AS e
        JOIN afterjob.journey_versions AS v ON v.organization_id = e.organization_id AND v.id = e.version_id
        WHERE e.organization_id = x.organization_id AND coalesce(e.event_id, e.about_event_id) = x.id
          AND cardinality(v.listens_for) > 0))`;
  return rows.length > 0;
}

/** The running enrollments that a live event ends; history ends nothing. */
export async function enrollmentsListening(tenant: Tenant, eventId: string): Promise<Pair[]> {
  const rows = await tenant.db.$queryRaw<PairRow[]>`
    WITH ${familiesOf(tenant, [eventId])}, near AS (
      SELECT e.id, true AS same_entity
      FROM papers
      JOIN afterjob.events AS s ON s.organization_id = ${tenant.id}::uuid
        AND s.connection_id = papers.connection_id AND s.entity_kind = papers.kind AND s.entity_id = papers.external_id
      JOIN afterjob.sequence_enrollments AS e ON e.organization_id = s.organization_id
        AND coalesce(e.event_id, e.about_event_id) = s.id
      UNION ALL
      SELECT e.id, false
      FROM people
      JOIN afterjob.sequence_enrollments AS e ON e.organization_id = ${tenant.id}::uuid AND e.customer_id = people.id
    )
    SELECT e.id AS enrollment_id, it.id AS event_id, it.trigger, bool_or(near.same_entity) AS same_entity,
      s.trigger AS started_by, v.definition
    FROM near CROSS JOIN it
    JOIN afterjob.sequence_enrollments AS e ON e.organization_id = it.organization_id AND e.id = near.id
    JOIN afterjob.journey_versions AS v ON v.organization_id = e.organization_id AND v.id = e.version_id
    LEFT JOIN afterjob.events AS s ON s.organization_id = e.organization_id AND s.id = coalesce(e.event_id, e.about_event_id)
    WHERE e.status IN ('new', 'active', 'held') AND it.trigger = ANY (v.listens_for)
      AND coalesce(e.event_id, e.about_event_id) IS DISTINCT FROM it.id
    GROUP BY e.id, it.id, it.trigger, s.id, v.id ORDER BY e.id`;
  return rows.flatMap(toPairs);
}

/**
 * What ends the enrollments that these events started, and was known already or became known meanwhile: what happened
 * since, and what still is so of their own entity or paper. Asked after their rows are committed, it sees every event
 * whose own look came too early to see them.
 */
export async function eventsListenedFor(tenant: Tenant, eventIds: readonly string[]): Promise<Pair[]> {
  const rows = await tenant.db.$queryRaw<PairRow[]>`
    WITH ${familiesOf(tenant, eventIds)}, near AS (
      SELECT papers.of, x.id, true AS same_entity
      FROM papers
      JOIN afterjob.events AS x ON x.organization_id = ${tenant.id}::uuid
        AND x.connection_id = papers.connection_id AND x.entity_kind = papers.kind AND x.entity_id = papers.external_id
      UNION ALL
      SELECT people.of, x.id, false
      FROM people JOIN afterjob.events AS x ON x.organization_id = ${tenant.id}::uuid AND x.customer_id = people.id
    )
    SELECT e.id AS enrollment_id, x.id AS event_id, x.trigger, bool_or(near.same_entity) AS same_entity,
      it.trigger AS started_by, v.definition
    FROM it
    JOIN afterjob.sequence_enrollments AS e ON e.organization_id = it.organization_id AND e.event_id = it.id
    JOIN afterjob.journey_versions AS v ON v.organization_id = e.organization_id AND v.id = e.version_id
    JOIN near ON near.of = it.id
    JOIN afterjob.events AS x ON x.organization_id = it.organization_id AND x.id = near.id
    LEFT JOIN afterjob.entities AS n ON n.organization_id = x.organization_id
      AND n.connection_id = x.connection_id AND n.kind = x.entity_kind AND n.external_id = x.entity_id
    WHERE e.status IN ('new', 'active', 'held') AND x.trigger = ANY (v.listens_for) AND x.id <> it.id AND x.origin = 'live'
      AND (x.occurred_at > it.occurred_at OR x.decided_at IS NULL OR x.decided_at >= e.enrolled_at
        OR (near.same_entity AND (x.occurred_at = it.occurred_at OR (n.holds -> x.trigger ->> 'holds')::boolean)))
    GROUP BY e.id, x.id, it.trigger, v.id ORDER BY e.id, x.id`;
  return rows.flatMap(toPairs);
}

/**
 * The same for enrollments that somebody made by hand, of an event that may be of long ago: what happens from now on;
 * and of its own entity or paper what happened since that event, before connecting too, or still is so.
 */
async function eventsListenedForByHand(tenant: Tenant, enrollmentIds: readonly string[]): Promise<Pair[]> {
  const rows = await tenant.db.$queryRaw<PairRow[]>`
    WITH own AS (
      SELECT e.id, e.customer_id, e.enrolled_at, e.version_id, s.id AS about_id, s.trigger, s.occurred_at,
        s.connection_id, s.entity_kind AS kind, s.entity_id AS external_id
      FROM afterjob.sequence_enrollments AS e
      LEFT JOIN afterjob.events AS s ON s.organization_id = e.organization_id AND s.id = e.about_event_id
      WHERE e.organization_id = ${tenant.id}::uuid AND e.id = ANY (${enrollmentIds}::uuid[]) AND e.event_id IS NULL
        AND e.status IN ('new', 'active', 'held')
    ), papers AS (
      SELECT id AS of, connection_id, kind, external_id FROM own WHERE about_id IS NOT NULL
      UNION
      SELECT own.id, twin.connection_id, twin.kind, twin.external_id
      FROM own
      JOIN afterjob.entities AS one ON one.organization_id = ${tenant.id}::uuid
        AND one.connection_id = own.connection_id AND one.kind = own.kind AND one.external_id = own.external_id
      JOIN afterjob.entities AS twin ON twin.organization_id = one.organization_id AND twin.paper_id = one.paper_id
    ), near AS (
      SELECT papers.of, x.id, true AS same_entity
      FROM papers
      JOIN afterjob.events AS x ON x.organization_id = ${tenant.id}::uuid
        AND x.connection_id = papers.connection_id AND x.entity_kind = papers.kind AND x.entity_id = papers.external_id
      UNION ALL
      SELECT own.id, x.id, false
      FROM own
      JOIN afterjob.customers AS c ON c.organization_id = ${tenant.id}::uuid AND c.id = own.customer_id
      JOIN afterjob.customers AS o ON o.organization_id = c.organization_id AND (o.id = c.id OR o.person_id = c.person_id)
      JOIN afterjob.events AS x ON x.organization_id = o.organization_id AND x.customer_id = o.id
        AND x.origin = 'live' AND (x.decided_at IS NULL OR x.decided_at >= own.enrolled_at)
    )
    SELECT own.id AS enrollment_id, x.id AS event_id, x.trigger, bool_or(near.same_entity) AS same_entity,
      own.trigger AS started_by, v.definition
    FROM own
    JOIN afterjob.journey_versions AS v ON v.organization_id = ${tenant.id}::uuid AND v.id = own.version_id
    JOIN near ON near.of = own.id
    JOIN afterjob.events AS x ON x.organization_id = ${tenant.id}::uuid AND x.id = near.id
    LEFT JOIN afterjob.entities AS n ON n.organization_id = x.organization_id
      AND n.connection_id = x.connection_id AND n.kind = x.entity_kind AND n.external_id = x.entity_id
    WHERE x.trigger = ANY (v.listens_for) AND x.id IS DISTINCT FROM own.about_id
      AND (NOT near.same_entity OR x.occurred_at >= own.occurred_at OR (n.holds -> x.trigger ->> 'holds')::boolean)
    GROUP BY own.id, x.id, x.trigger, own.trigger, v.id ORDER BY own.id, x.id`;
  return rows.flatMap(toPairs);
}

/** An event has started enrollments, in a transaction before: what ends them and is known already is recorded. */
export async function recordForStarted(tenant: Tenant, eventId: string, at: Date): Promise<void> {
  await recordEvents(tenant, await eventsListenedFor(tenant, [eventId]), at);
}

/** Somebody has enrolled them by hand, in a transaction before: what ends them at once is recorded. */
export async function recordForEntered(tenant: Tenant, enrollmentIds: readonly string[], at: Date): Promise<void> {
  await recordEvents(tenant, await eventsListenedForByHand(tenant, enrollmentIds), at);
}

function toPairs(row: PairRow): Pair[] {
  const about = row.same_entity ? 'entity' : 'customer';
  const isNews = concernsEnrollment(definitionSchema.parse(row.definition), { ...row, about }, row.started_by);
  return isNews ? [{ enrollmentId: row.enrollment_id, eventId: row.event_id, about }] : [];
}

/** Records events for enrollments, each pair once. Nudge the workflows afterwards. */
export async function recordEvents(tenant: Tenant, pairs: readonly Pair[], at: Date): Promise<void> {
  if (pairs.length === 0) return;
  await tenant.db.enrollmentRecord.createMany({
    data: pairs.map(({ enrollmentId, eventId, about }) => ({
      organizationId: tenant.id,
      enrollmentId,
      eventId,
      about,
      kind: 'event',
      recordedAt: at,
    })),
    skipDuplicates: true,
  });
}

/**
 * People or papers were linked in this transaction: what is known of one half ends the running enrollments of the
 * other. Nobody has to nudge: the next claim reads the rows, and unread ones are told of within a minute.
 */
export async function recordForLinked(
  tenant: Tenant,
  { customerIds = [], entityIds = [] }: { customerIds?: readonly string[]; entityIds?: readonly string[] },
  at: Date,
): Promise<void> {
  if (customerIds.length + entityIds.length === 0) return;
  const met = await tenant.db.$queryRaw<{ id: string; event_id: string | null }[]>`
    WITH near AS (
      SELECT e.id
      FROM afterjob.entities AS own
      JOIN afterjob.entities AS o ON o.organization_id = own.organization_id AND (o.id = own.id OR o.paper_id = own.paper_id)
      JOIN afterjob.events AS s ON s.organization_id = o.organization_id
        AND s.connection_id = o.connection_id AND s.entity_kind = o.kind AND s.entity_id = o.external_id
      JOIN afterjob.sequence_enrollments AS e ON e.organization_id = s.organization_id
        AND coalesce(e.event_id, e.about_event_id) = s.id
      WHERE own.organization_id = ${tenant.id}::uuid AND own.id = ANY (${entityIds}::uuid[])
      UNION
      SELECT e.id
      FROM afterjob.customers AS own
      JOIN afterjob.customers AS o ON o.organization_id = own.organization_id AND (o.id = own.id OR o.person_id = own.person_id)
      JOIN afterjob.sequence_enrollments AS e ON e.organization_id = o.organization_id AND e.customer_id = o.id
      WHERE own.organization_id = ${tenant.id}::uuid AND own.id = ANY (${customerIds}::uuid[])
    )
    SELECT DISTINCT e.id, e.event_id
    FROM near JOIN afterjob.sequence_enrollments AS e ON e.organization_id = ${tenant.id}::uuid AND e.id = near.id
    JOIN afterjob.journey_versions AS v ON v.organization_id = e.organization_id AND v.id = e.version_id
    WHERE e.status IN ('new', 'active', 'held') AND cardinality(v.listens_for) > 0`;
  const starts = [...new Set(met.flatMap(({ event_id }) => event_id ?? []))];
  if (starts.length > 0) await recordEvents(tenant, await eventsListenedFor(tenant, starts), at);
  const byHand = met.flatMap(({ id, event_id }) => (event_id === null ? id : []));
  if (byHand.length > 0) await recordForEntered(tenant, byHand, at);
}

/** The running enrollments for which an event is recorded and that did not take it up yet. */
export async function enrollmentsToNudge(tenant: Tenant, eventId: string): Promise<string[]> {
  const rows = await tenant.db.enrollmentRecord.findMany({
    where: { eventId, takenAt: null, enrollment: { status: { in: ['new', 'active', 'held'] } } },
    select: { enrollmentId: true },
    orderBy: { id: 'asc' },
  });
  return rows.map(({ enrollmentId }) => enrollmentId);
}
