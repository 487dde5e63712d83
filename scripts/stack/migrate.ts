import { fileURLToPath } from 'node:url';
import { runner } from 'node-pg-migrate';
import pg from 'pg';

export interface Migration {
  /** The owner of everything: may create schemas; need not be a superuser. */
  ownerUrl: string;
  /** The app role's address, if known: its password is used when the role has to be made. */
  appUrl: string | null;
  /** A role of its own for the account tables; null gives them to the app role. */
  authUrl?: string | null;
}

export const appRole = 'afterjob_app';

const folder = fileURLToPath(new URL('../../prisma/migrations', import.meta.url));

/** Brings the database to the newest schema and returns the names of the migrations it ran. */
export async function migrate({ ownerUrl, appUrl, authUrl = null }: Migration): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 10_000 });
  client.on('error', () => {});
  await client.connect();
  try {
    await ensureAppRole(client, appUrl);
    const done = await runner({
      dbClient: client,
      dir: folder,
      direction: 'up',
      migrationsTable: 'migrations',
      migrationsSchema: 'afterjob_migrations',
      createMigrationsSchema: true,
      singleTransaction: true,
      advisoryLockMode: 'wait',
      // The runner's own logger prints whole migrations.
      logger: { debug() {}, info() {}, warn() {}, error() {} },
    });
    await grantAccounts(client, authUrl ? decodeURIComponent(new URL(authUrl).username) : appRole);
    return done.map((migration) => migration.name);
  } finally {
    await client.end();
  }
}

async function ensureAppRole(client: pg.Client, appUrl: string | null): Promise<void> {
  // Two migrations at once must not both find the role missing.
  await client.query("SELECT pg_advisory_lock(hashtext('afterjob roles'))");
  try {
    const { rows } = await client.query(
      `SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1) AS there,
              (SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = current_user) AS may`,
      [appRole],
    );
    if (rows[0].there) return;
    const given = appUrl ? new URL(appUrl) : null;
    const password = given?.username === appRole ? decodeURIComponent(given.password) : '';
    if (!rows[0].may || !password) throw new MissingRole();
    await client.query(
      `CREATE ROLE ${appRole} LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD ${client.escapeLiteral(password)}`,
    );
  } finally {
    await client.query("SELECT pg_advisory_unlock(hashtext('afterjob roles'))");
  }
}

/** Thrown when the app role does not exist and cannot be made from here. */
export class MissingRole extends Error {
  constructor() {
    super(
      [
        `The role ${appRole} does not exist and this role may not create it, or DATABASE_URL does not name it with a password.`,
        'Run this as an administrator of the database, then migrate again:',
        `  CREATE ROLE ${appRole} LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD '<a password>';`,
      ].join('\n'),
    );
    this.name = 'MissingRole';
  }
}

async function grantAccounts(client: pg.Client, role: string): Promise<void> {
  const { rows } = await client.query("SELECT to_regnamespace('afterjob_auth') IS NOT NULL AS there");
  if (!rows[0].there) return;
  const name = client.escapeIdentifier(role);
  await client.query('BEGIN');
  if (role !== appRole) await client.query(`REVOKE ALL ON ALL TABLES IN SCHEMA afterjob_auth FROM ${appRole}`);
  await client.query(`GRANT USAGE ON SCHEMA afterjob_auth TO ${name}`);
  await client.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA afterjob_auth TO ${name}`);
  await client.query('COMMIT');
}
