import type { Budget, Limit } from '../providers/provider.ts';
import type { Tenant } from './database.ts';

/** What a call wants to take from one bucket; the limit's own numbers hold until the provider tells others. */
export type Asked = Limit & { cost: number };

/** `spent`: all that was ever taken from each bucket, this permit included. Else: so long there is none. */
export type Permit = { granted: true; spent: Record<string, number> } | { granted: false; waitMs: number };

/** What is left of one limit, as far as is known. `share` 0 to 1; null `blockedUntil`: the provider asks for no pause. */
export type Left = { name: string; share: number; blockedUntil: Date | null };

/**
 * Takes from all buckets of a call at once, or from none. Buckets fill with the time; a permit that would leave less
 * than `reserve` (a share of the bucket) is refused. What costs more than the reserve ever leaves is granted when the
 * bucket is full.
 */
export async function takePermit(
  tenant: Tenant,
  connectionId: string,
  asked: readonly Asked[],
  reserve: number,
  at: Date,
): Promise<Permit> {
  if (asked.length === 0) return { granted: true, spent: {} };
  const verdict = await judge(tenant, connectionId, asked, reserve, at);
  if (verdict.known === asked.length) return permitOf(verdict);
  await openBuckets(tenant, connectionId, asked, at);
  return permitOf(await judge(tenant, connectionId, asked, reserve, at));
}

/**
 * What an answer said is left; it holds from now on, less what others have taken since the call's own permit.
 * @param spentAtPermit of that permit, by the limits' names
 */
export async function tellBudgets(
  tenant: Tenant,
  connectionId: string,
  left: Readonly<Record<string, Budget>>,
  spentAtPermit: Readonly<Record<string, number>>,
  at: Date,
): Promise<void> {
  const names = Object.keys(left).sort();
  if (names.length === 0) return;
  const each = (read: (budget: Budget) => number) => names.map((name) => read(left[name] as Budget));
  const spent = names.map((name) => spentAtPermit[name] ?? null);
  await tenant.db.$executeRaw`
    INSERT INTO afterjob.budgets AS b
      (organization_id, connection_id, name, available, maximum, restored_per_second, measured_at, told)
    SELECT ${tenant.id}::uuid, ${connectionId}::uuid, t.name, least(t.available, t.maximum), t.maximum, t.rate,
      ${at}::timestamptz, true
    FROM unnest(${names}::text[], ${each(({ available }) => available)}::float8[],
      ${each(({ maximum }) => maximum)}::float8[], ${each(({ restoredPerSecond }) => restoredPerSecond)}::float8[])
      AS t(name, available, maximum, rate)
    ORDER BY t.name
    ON CONFLICT (connection_id, name) DO UPDATE SET
      available = least(excluded.maximum, excluded.available - greatest(0, b.spent - coalesce(
        (${spent}::float8[])[array_position(${names}::text[], b.name)], b.spent))),
      maximum = excluded.maximum, restored_per_second = excluded.restored_per_second, told = true,
      measured_at = greatest(b.measured_at, excluded.measured_at)`;
}

/** The provider refused a call: nothing is taken until then, and what it did not tell of (`told`) starts from nothing. */
export async function emptyBudgets(
  tenant: Tenant,
  connectionId: string,
  until: Date,
  told: readonly string[],
  at: Date,
): Promise<void> {
  await tenant.db.$executeRaw`
    UPDATE afterjob.budgets SET
      blocked_until = greatest(blocked_until, ${until}::timestamptz),
      available = CASE WHEN name = ANY(${told}::text[]) THEN available ELSE least(available, 0) END,
      measured_at = CASE WHEN name = ANY(${told}::text[]) THEN measured_at
        ELSE greatest(measured_at, ${at}::timestamptz) END
    WHERE connection_id = ${connectionId}::uuid`;
}

/** What is left of each of a connection's limits now; empty before the first call. */
export async function budgetsLeft(tenant: Tenant, connectionId: string, at: Date): Promise<Left[]> {
  const rows = await tenant.db.budget.findMany({ where: { connectionId }, orderBy: { name: 'asc' } });
  return rows.map(({ name, available, maximum, restoredPerSecond, measuredAt, blockedUntil }) => {
    const passed = Math.max(0, at.getTime() - measuredAt.getTime()) / 1000;
    const share = maximum > 0 ? (available + restoredPerSecond * passed) / maximum : 0;
    return {
      name,
      share: Math.min(1, Math.max(0, share)),
      blockedUntil: blockedUntil && blockedUntil > at ? blockedUntil : null,
    };
  });
}

type Verdict = { known: number; wait_ms: number; spent: Record<string, number> | null };

const permitOf = ({ wait_ms, spent }: Verdict): Permit =>
  wait_ms > 0 ? { granted: false, waitMs: Math.ceil(wait_ms) } : { granted: true, spent: spent ?? {} };

/** A bucket that never fills is asked again after a minute. */
const unknownWaitMs = 60_000;

async function judge(
  tenant: Tenant,
  connectionId: string,
  asked: readonly Asked[],
  reserve: number,
  at: Date,
): Promise<Verdict> {
  const each = <T>(read: (limit: Asked) => T) => asked.map(read);
  // The locks are taken by name, so that two calls never wait for each other.
  const [verdict] = await tenant.db.$queryRaw<Verdict[]>`
    WITH asked AS (
      SELECT * FROM unnest(${each(({ name }) => name)}::text[], ${each(({ cost }) => cost)}::float8[],
        ${each(({ maximum }) => maximum)}::float8[],
        ${each(({ restoredPerSecond }) => restoredPerSecond)}::float8[]) AS a(name, cost, maximum, rate)
    ), known AS (
      SELECT name, available, maximum, restored_per_second, measured_at, told, blocked_until FROM afterjob.budgets
      WHERE connection_id = ${connectionId}::uuid AND name IN (SELECT name FROM asked) ORDER BY name FOR UPDATE
    ), numbers AS (
      SELECT a.name, a.cost, k.available, k.measured_at, k.blocked_until,
        CASE WHEN k.told THEN k.maximum ELSE a.maximum END AS maximum,
        CASE WHEN k.told THEN k.restored_per_second ELSE a.rate END AS rate
      FROM asked a JOIN known k USING (name)
    ), filled AS (
      SELECT n.*, least(n.maximum, n.available
        + n.rate * greatest(0, extract(epoch FROM ${at}::timestamptz - n.measured_at)::float8)) AS filled
      FROM numbers n
    ), verdict AS (
      SELECT count(*)::int AS known, coalesce(max(greatest(
        coalesce(extract(epoch FROM f.blocked_until - ${at}::timestamptz)::float8 * 1000, 0),
        CASE WHEN f.filled - f.cost >= ${reserve}::float8 * f.maximum - 1e-6 OR f.filled >= f.maximum - 1e-6 THEN 0
          ELSE coalesce((least(f.cost + ${reserve}::float8 * f.maximum, f.maximum) - f.filled)
            / nullif(f.rate, 0) * 1000, ${unknownWaitMs}::float8) END)), 0) AS wait_ms
      FROM filled f
    ), taken AS (
      UPDATE afterjob.budgets b SET available = f.filled - f.cost, maximum = f.maximum, restored_per_second = f.rate,
        spent = b.spent + f.cost, measured_at = greatest(b.measured_at, ${at}::timestamptz)
      FROM filled f, verdict v
      WHERE b.connection_id = ${connectionId}::uuid AND b.name = f.name AND v.known = ${asked.length} AND v.wait_ms <= 0
      RETURNING b.name, b.spent
    )
    SELECT v.known, v.wait_ms, (SELECT jsonb_object_agg(name, spent) FROM taken) AS spent FROM verdict v`;
  if (!verdict) throw new Error('A statement without rows gave none');
  return verdict;
}

async function openBuckets(tenant: Tenant, connectionId: string, asked: readonly Asked[], at: Date): Promise<void> {
  await tenant.db.budget.createMany({
    data: asked.map(({ name, maximum, restoredPerSecond }) => ({
      organizationId: tenant.id,
      connectionId,
      name,
      available: maximum,
      maximum,
      restoredPerSecond,
      measuredAt: at,
    })),
    skipDuplicates: true,
  });
}
