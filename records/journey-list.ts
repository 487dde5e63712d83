import { type Definition, definitionSchema } from '../journeys/definition.ts';
import { gone, troubled } from '../journeys/statuses.ts';
import { Prisma } from '../prisma/generated/client.ts';
import type { Tenant } from './database.ts';

export type JourneyStatus = 'draft' | 'active' | 'paused' | 'archived';
export type JourneyCounts = { waiting: number; held: number; finished: number; sent: number; failed: number };

export type ListedJourney = {
  id: string;
  name: string;
  status: JourneyStatus;
  /** Of the published version, else of the draft. */
  trigger: { provider: string; type: string } | null;
  /** Number of the published version. */
  version: number | null;
  hasUnpublishedChanges: boolean;
  counts: JourneyCounts;
  createdAt: Date;
  updatedAt: Date;
};

export type FoundJourney = ListedJourney & {
  draft: Definition;
  draftRevision: number;
  versionId: string | null;
  published: Definition | null;
  publishedAt: Date | null;
};

export type Position = { at: Date; id: string };
type Row = {
  id: string;
  name: string;
  status: JourneyStatus;
  draft: unknown;
  draft_revision: number;
  version_id: string | null;
  number: number | null;
  definition: unknown;
  published_at: Date | null;
  changed: boolean;
  created_at: Date;
  updated_at: Date;
};

/** The organization's journeys, newest first; archived ones only when asked for. `next`: where the next page begins. */
export async function listJourneys(
  tenant: Tenant,
  { status = null, after = null, limit }: { status?: JourneyStatus | null; after?: Position | null; limit: number },
): Promise<{ items: ListedJourney[]; next: Position | null }> {
  const rows = await read(
    tenant,
    Prisma.sql`${status ? Prisma.sql`j.status = ${status}` : Prisma.sql`j.status <> 'archived'`}
      ${after ? Prisma.sql`AND (j.created_at, j.id) < (${after.at}, ${after.id}::uuid)` : Prisma.empty}`,
    limit + 1,
  );
  const page = rows.slice(0, limit);
  const counts = await countsOf(
    tenant,
    page.map(({ id }) => id),
  );
  const last = page.at(-1);
  return {
    items: page.map((row) => toJourney(row, counts)),
    next: rows.length > limit && last ? { at: last.created_at, id: last.id } : null,
  };
}

/** One journey with its draft and what is published; null when it is not this organization's. */
export async function findJourney(tenant: Tenant, journeyId: string): Promise<FoundJourney | null> {
  const [row] = await read(tenant, Prisma.sql`j.id = ${journeyId}::uuid`, 1);
  if (!row) return null;
  return {
    ...toJourney(row, await countsOf(tenant, [row.id])),
    draft: definitionSchema.parse(row.draft),
    draftRevision: row.draft_revision,
    versionId: row.version_id,
    published: row.definition === null ? null : definitionSchema.parse(row.definition),
    publishedAt: row.published_at,
  };
}

async function read(tenant: Tenant, where: Prisma.Sql, limit: number): Promise<Row[]> {
  return tenant.db.$queryRaw<Row[]>`
    SELECT j.id, j.name, j.status, j.draft, j.draft_revision, j.version_id, j.created_at, j.updated_at,
      v.number, v.definition, v.published_at, v.definition IS DISTINCT FROM j.draft AS changed
    FROM afterjob.journeys AS j LEFT JOIN afterjob.journey_versions AS v ON v.id = j.version_id
    WHERE j.organization_id = ${tenant.id}::uuid AND ${where}
    ORDER BY j.created_at DESC, j.id DESC LIMIT ${limit}`;
}

function toJourney(row: Row, counts: Map<string, JourneyCounts>): ListedJourney {
  const shown = definitionSchema.safeParse(row.definition ?? row.draft);
  return {
    id: row.id,
    name: row.name,
    status: row.status,
    trigger: shown.data?.trigger ?? null,
    version: row.number,
    hasUnpublishedChanges: row.changed,
    counts: counts.get(row.id) ?? { waiting: 0, held: 0, finished: 0, sent: 0, failed: 0 },
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** In a paused journey everybody on the way is on hold, though most do not stand at a message yet. */
async function countsOf(tenant: Tenant, ids: readonly string[]): Promise<Map<string, JourneyCounts>> {
  const rows = await tenant.db.$queryRaw<(JourneyCounts & { id: string })[]>`
    SELECT j.id,
      CASE WHEN own.status = 'paused' THEN 0 ELSE e.waiting END::int AS waiting,
      CASE WHEN own.status = 'paused' THEN e.held + e.waiting ELSE e.held END::int AS held, e.finished::int AS finished,
      coalesce(m.sent, 0)::int AS sent, coalesce(m.failed, 0)::int AS failed
    FROM unnest(${ids}::uuid[]) AS j (id)
    JOIN afterjob.journeys AS own ON own.organization_id = ${tenant.id}::uuid AND own.id = j.id
    LEFT JOIN LATERAL (
      SELECT count(*) FILTER (WHERE status IN ('new', 'active')) AS waiting,
        count(*) FILTER (WHERE status = 'held') AS held,
        count(*) FILTER (WHERE status NOT IN ('new', 'active', 'held')) AS finished
      FROM afterjob.sequence_enrollments WHERE organization_id = ${tenant.id}::uuid AND journey_id = j.id
    ) AS e ON true
    LEFT JOIN LATERAL (
      SELECT count(*) FILTER (WHERE m.status = ANY (${gone}::text[])) AS sent,
        count(*) FILTER (WHERE m.status = ANY (${troubled}::text[])) AS failed
      FROM afterjob.messages AS m JOIN afterjob.sequence_enrollments AS e ON e.id = m.enrollment_id
      WHERE e.organization_id = ${tenant.id}::uuid AND e.journey_id = j.id
    ) AS m ON true`;
  return new Map(rows.map(({ id, ...counts }) => [id, counts]));
}
