import pg from 'pg';
import { type Prisma, PrismaClient } from '../prisma/generated/client.ts';
import { collectNotices, liveChannel, type Notices } from './live-notices.ts';
import { WatchedPg } from './watched-adapter.ts';

/** One organization inside one transaction: what every record function works on. */
export type Tenant = { id: string; db: Prisma.TransactionClient };

export type Database = {
  /**
   * The only road to a tenant's rows: an interactive transaction that sees one organization.
   * @param organizationId uuid
   */
  withOrganization<T>(organizationId: string, work: (tenant: Tenant) => Promise<T>): Promise<T>;
  /** Arrival functions and cross-organization look-ups, outside Prisma (its transactions cost five sixths of the inbox). */
  call<Row extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<Row[]>;
  /** Tells open pages of what was committed by `call`; what `withOrganization` commits is told by itself. */
  changed: Notices['changed'];
  close(): Promise<void>;
};

export type DatabaseOptions = { url: string; poolSize?: number; transactionTimeoutMs?: number };

/** Opens the app role's pools. @throws when the role could see past row security */
export async function openDatabase({
  url,
  poolSize = 10,
  transactionTimeoutMs = 15_000,
}: DatabaseOptions): Promise<Database> {
  const pool = new pg.Pool({ connectionString: url, max: poolSize, connectionTimeoutMillis: 10_000 });
  // A connection that breaks while idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);
  const notices = collectNotices((payloads) =>
    pool.query('SELECT pg_notify($1, payload) FROM unnest($2::text[]) AS payload', [liveChannel, payloads]),
  );
  const prisma = new PrismaClient({
    adapter: new WatchedPg({ connectionString: url, max: poolSize, connectionTimeoutMillis: 10_000 }, notices.changed),
  });
  try {
    await refusePowerfulRole(pool);
  } catch (error) {
    await Promise.all([pool.end(), prisma.$disconnect()]);
    throw error;
  }
  return {
    withOrganization: (organizationId, work) =>
      prisma.$transaction(
        async (db) => {
          // Prisma gives up its transaction in time, but the server would go on with a statement, and keep its locks.
          await db.$queryRaw`SELECT set_config('app.organization_id', ${organizationId}, true),
            set_config('statement_timeout', ${String(transactionTimeoutMs)}, true)`;
          return work({ id: organizationId, db });
        },
        { timeout: transactionTimeoutMs, maxWait: 20_000 },
      ),
    call: async <Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []) =>
      (await pool.query<Row>(sql, values)).rows,
    changed: notices.changed,
    close: async () => {
      await notices.close();
      await Promise.all([pool.end(), prisma.$disconnect()]);
    },
  };
}

/** Row security does not bind superusers, BYPASSRLS roles, or members of the owner. */
async function refusePowerfulRole(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ role: string; powerful: boolean; owner: boolean }>(`
    SELECT current_user AS role, r.rolsuper OR r.rolbypassrls AS powerful,
      EXISTS (SELECT 1 FROM pg_namespace n WHERE n.nspname = 'afterjob' AND pg_has_role(current_user, n.nspowner, 'MEMBER')) AS owner
    FROM pg_roles r WHERE r.rolname = current_user`);
  const row = rows[0];
  if (!row || row.powerful || row.owner) {
    throw new Error(
      `DATABASE_URL signs in as "${row?.role}", which can see every organization's rows. Use the role afterjob_app: npm run migrate makes it and prints its address.`,
    );
  }
}
