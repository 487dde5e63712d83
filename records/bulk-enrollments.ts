import { allowance, dayBegin } from '../journeys/bulk-pace.ts';
import { type Condition, conditionSchema } from '../journeys/conditions.ts';
import { Prisma } from '../prisma/generated/client.ts';
import type { Database, Tenant } from './database.ts';
import { chosenBy, enterByHand, openJourney } from './enter-by-hand.ts';
import type { Listening } from './journeys.ts';
import { lockLinks } from './people.ts';

/** Whom a bulk takes: those whom the trigger happened to lately, and whom a condition chooses; or a list. */
export type BulkChoice = {
  condition: Condition | null;
  /** Days in which it happened to them; null: whether or not it ever did. */
  withinDays: number | null;
  /** Those of a file; null: everybody. */
  customerIds: readonly string[] | null;
};

export type NewBulk = BulkChoice & { perDay: number; spreadHours: number; by: string | null };

/** Makes a bulk with everybody it takes, whose last event is the newest first; null when one is running already. */
export async function createBulk(
  tenant: Tenant,
  { journeyId, versionId, definition }: Listening,
  { perDay, spreadHours, by, ...choice }: NewBulk,
  at: Date,
): Promise<string | null> {
  const { condition, withinDays, customerIds } = choice;
  const source = customerIds ? { file: { rows: customerIds.length } } : { filter: { condition, withinDays } };
  const [bulk] = await tenant.db.bulkEnrollment.createManyAndReturn({
    data: [
      {
        ...{ organizationId: tenant.id, journeyId, versionId, status: 'running', source, perDay, spreadHours },
        ...{ nextAt: at, createdBy: by, createdAt: at },
      },
    ],
    skipDuplicates: true,
    select: { id: true },
  });
  if (!bulk) return null;
  await tenant.db.$executeRaw`
    WITH ${chosen(tenant, definition, choice, at)}
    INSERT INTO afterjob.bulk_customers (organization_id, bulk_id, customer_id, position)
    SELECT ${tenant.id}::uuid, ${bulk.id}::uuid, id, row_number() OVER (ORDER BY occurred_at DESC NULLS LAST, id) FROM chosen`;
  return bulk.id;
}

/** Whom a bulk would take: how many, and the first of them in its order. */
export async function previewBulk(
  tenant: Tenant,
  { definition }: Listening,
  choice: BulkChoice,
  limit: number,
  at: Date,
): Promise<{ total: number; customerIds: string[] }> {
  const rows = await tenant.db.$queryRaw<{ id: string; total: bigint }[]>`
    WITH ${chosen(tenant, definition, choice, at)}
    SELECT id, count(*) OVER () AS total FROM chosen ORDER BY occurred_at DESC NULLS LAST, id LIMIT ${limit}`;
  return { total: Number(rows[0]?.total ?? 0), customerIds: rows.map(({ id }) => id) };
}

/** One record of each person: the one to which it happened last. */
function chosen(
  tenant: Tenant,
  { trigger }: Listening['definition'],
  { withinDays, customerIds }: BulkChoice,
  at: Date,
): Prisma.Sql {
  const since = withinDays === null ? null : new Date(at.getTime() - withinDays * 24 * 60 * 60_000);
  return Prisma.sql`
  happened AS (
    SELECT customer_id, max(occurred_at) AS occurred_at FROM afterjob.events
    WHERE organization_id = ${tenant.id}::uuid AND customer_id IS NOT NULL
      AND provider = ${trigger?.provider ?? ''} AND trigger = ${trigger?.type ?? ''}
    GROUP BY customer_id
  ), chosen AS (
    SELECT DISTINCT ON (coalesce(c.person_id, c.id)) c.id, h.occurred_at
    FROM afterjob.customers AS c LEFT JOIN happened AS h ON h.customer_id = c.id
    WHERE c.organization_id = ${tenant.id}::uuid AND c.deleted_at IS NULL
      ${since ? Prisma.sql`AND h.occurred_at >= ${since}` : Prisma.empty}
      ${customerIds ? Prisma.sql`AND c.id = ANY (${customerIds}::uuid[])` : Prisma.empty}
    ORDER BY coalesce(c.person_id, c.id), h.occurred_at DESC NULLS LAST, c.id
  )`;
}

export type Batch = {
  /** Nobody is left, or somebody has stopped it. */
  over: boolean;
  /** When it goes on (null: over). */
  nextAt: Date | null;
  /** How many of it were decided. */
  decided: number;
};

const whilePausedMs = 15 * 60_000;

/**
 * Lets the next ones in, as many as the day allows. Each is decided once: whoever calls it again goes on behind them.
 * @param zone IANA zone of the business
 */
export async function runBatch(
  tenant: Tenant,
  bulkId: string,
  { limit, zone }: { limit: number; zone: string },
  now: Date,
): Promise<Batch> {
  // Before any row, like whoever else decides who enters.
  await lockLinks(tenant, 'shared');
  const [bulk] = await tenant.db.$queryRaw<BulkRow[]>`
    SELECT journey_id, source, per_day, spread_hours, created_by, created_at FROM afterjob.bulk_enrollments
    WHERE organization_id = ${tenant.id}::uuid AND id = ${bulkId}::uuid AND status = 'running' FOR UPDATE`;
  if (!bulk) return { over: true, nextAt: null, decided: 0 };
  const journey = await openJourney(tenant, bulk.journey_id);
  if (!journey) return end(tenant, bulkId, 'stopped', now);
  const goOnAt = (nextAt: Date, decided = 0) => setNext(tenant, bulkId, nextAt, decided);
  if (journey.paused) return goOnAt(new Date(now.getTime() + whilePausedMs));
  const pace = { perDay: bulk.per_day, spreadHours: bulk.spread_hours, startedAt: bulk.created_at, zone };
  const today = await tenant.db.bulkCustomer.count({
    where: { bulkId, outcome: 'enrolled', decidedAt: { gte: dayBegin(now, zone) } },
  });
  const { allowed, next } = allowance(pace, today, now);
  const rows = await tenant.db.bulkCustomer.findMany({
    where: { bulkId, outcome: null },
    orderBy: { position: 'asc' },
    // One more than may enter now tells whether anybody is left at all.
    take: Math.min(limit, Math.max(1, allowed)),
    select: { customerId: true },
  });
  if (rows.length === 0) return end(tenant, bulkId, 'completed', now);
  if (allowed === 0) return goOnAt(next);
  const customerIds = rows.map(({ customerId }) => customerId);
  const who = { customerIds, by: bulk.created_by, bulkId };
  const entered = await enterByHand(tenant, chosenBy(journey, conditionOf(bulk.source)), who, now);
  await writeOutcomes(tenant, bulkId, customerIds, entered, now);
  return goOnAt(now, rows.length);
}

type BulkRow = {
  journey_id: string;
  source: unknown;
  per_day: number;
  spread_hours: number;
  created_by: string | null;
  created_at: Date;
};

function conditionOf(source: unknown): Condition | null {
  const stored = (source as { filter?: { condition?: unknown } } | null)?.filter?.condition;
  return stored ? conditionSchema.parse(stored) : null;
}

async function writeOutcomes(
  tenant: Tenant,
  bulkId: string,
  customerIds: readonly string[],
  entered: Awaited<ReturnType<typeof enterByHand>>,
  now: Date,
): Promise<void> {
  const byCustomer = new Map(entered.map((one) => [one.customerId, one]));
  const outcomes = customerIds.map((customerId) => {
    const one = byCustomer.get(customerId);
    const detail = one?.detail ?? {};
    if (!one?.entered) return { customerId, outcome: one?.reason ?? 'customer_gone', enrollmentId: null, detail };
    return { customerId, outcome: 'enrolled', enrollmentId: one.enrollmentId, detail };
  });
  await tenant.db.$executeRaw`
    UPDATE afterjob.bulk_customers AS b SET outcome = o.outcome, enrollment_id = o."enrollmentId", detail = o.detail, decided_at = ${now}
    FROM jsonb_to_recordset(${JSON.stringify(outcomes)}::jsonb)
      AS o ("customerId" uuid, outcome text, "enrollmentId" uuid, detail jsonb)
    WHERE b.bulk_id = ${bulkId}::uuid AND b.organization_id = ${tenant.id}::uuid AND b.customer_id = o."customerId"`;
}

async function setNext(tenant: Tenant, id: string, nextAt: Date, decided: number): Promise<Batch> {
  await tenant.db.bulkEnrollment.updateMany({ where: { id }, data: { nextAt } });
  return { over: false, nextAt, decided };
}

async function end(tenant: Tenant, id: string, status: 'completed' | 'stopped', now: Date): Promise<Batch> {
  await tenant.db.bulkEnrollment.updateMany({ where: { id, status: 'running' }, data: { status, finishedAt: now } });
  return { over: true, nextAt: null, decided: 0 };
}

/** Those of a bulk whose workflow nobody has started yet. */
export async function newOfBulk(tenant: Tenant, bulkId: string): Promise<string[]> {
  const rows = await tenant.db.enrollment.findMany({
    where: { bulkId, status: 'new' },
    orderBy: { id: 'asc' },
    take: 1_000,
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

/** Nobody enters by it any more; who has entered goes on. Returns false when it is not running. */
export async function stopBulk(tenant: Tenant, bulkId: string, at: Date): Promise<boolean> {
  const { count } = await tenant.db.bulkEnrollment.updateMany({
    where: { id: bulkId, status: 'running' },
    data: { status: 'stopped', finishedAt: at },
  });
  return count > 0;
}

export type BulkRef = { organizationId: string; bulkId: string };

/** Bulks of all organizations that nobody has gone on with since they were due, before `dueBefore`. Ids only. */
export async function bulksOverdue(database: Database, dueBefore: Date, limit: number): Promise<BulkRef[]> {
  const rows = await database.call<{ organization_id: string; bulk_id: string }>(
    'SELECT * FROM afterjob_functions.bulks_overdue($1, $2)',
    [dueBefore, limit],
  );
  return rows.map((row) => ({ organizationId: row.organization_id, bulkId: row.bulk_id }));
}
