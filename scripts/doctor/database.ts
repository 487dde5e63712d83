import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import type { Config } from '../../config.ts';
import { type Finding, fail, ok, warn, words } from './finding.ts';

const folder = fileURLToPath(new URL('../../prisma/migrations', import.meta.url));

/** The database answers, the app's role is as weak as it must be, the schema is the newest, journeys listen. */
export async function examineDatabase(config: Config, ownerUrl: string | null): Promise<Finding[]> {
  const app = await connect(config.databaseUrl);
  if (app instanceof Error) {
    return [
      fail('database', `does not answer: ${words(app)}`, 'Start it (npm start brings its own), or mend DATABASE_URL.'),
    ];
  }
  try {
    return [await version(app), await role(app), await migrations(app, ownerUrl), ...(await listening(app))];
  } finally {
    await app.end();
  }
}

async function version(client: pg.Client): Promise<Finding> {
  const { rows } = await client.query("SELECT current_setting('server_version_num')::int AS number");
  const major = Math.floor(rows[0].number / 10_000);
  if (major >= 15) return ok('database', `PostgreSQL ${major} answers`);
  return fail('database', `PostgreSQL ${major} is too old`, 'Use PostgreSQL 15 or newer.');
}

async function role(client: pg.Client): Promise<Finding> {
  const { rows } = await client.query(`
    SELECT rolname AS name, rolsuper AS super, rolbypassrls AS bypass,
      EXISTS (SELECT FROM pg_tables WHERE schemaname = 'afterjob' AND pg_has_role(current_user, tableowner, 'MEMBER')) AS owner
    FROM pg_roles WHERE rolname = current_user`);
  const { name, super: superuser, bypass, owner } = rows[0];
  const wrong = [superuser && 'is a superuser', bypass && 'bypasses row security', owner && 'owns the tables'].filter(
    Boolean,
  );
  if (wrong.length === 0) return ok('database role', `${name} sees only what row security lets it see`);
  return fail(
    'database role',
    `${name} ${wrong.join(' and ')}`,
    'Set DATABASE_URL to the role afterjob_app; the owner belongs in DATABASE_OWNER_URL.',
  );
}

async function migrations(app: pg.Client, ownerUrl: string | null): Promise<Finding> {
  if (!ownerUrl) {
    const { rows } = await app.query("SELECT to_regclass('afterjob.organizations') IS NOT NULL AS there");
    if (rows[0].there) return ok('schema', 'is there (set DATABASE_OWNER_URL to see whether it is the newest)');
    return fail('schema', 'is missing', 'Run: npm run migrate');
  }
  const owner = await connect(ownerUrl);
  if (owner instanceof Error)
    return fail('schema', `the owner cannot connect: ${words(owner)}`, 'Mend DATABASE_OWNER_URL.');
  try {
    const done = await owner.query<{ name: string }>('SELECT name FROM afterjob_migrations.migrations');
    const names = new Set(done.rows.map((row) => row.name));
    const open = readdirSync(folder).filter((file) => file.endsWith('.sql') && !names.has(file.replace(/\.sql$/, '')));
    return open.length === 0
      ? ok('schema', 'is the newest')
      : fail('schema', `${open.length} migrations have not run`, 'Run: npm run migrate');
  } catch {
    return fail('schema', 'no migration has run', 'Run: npm run migrate');
  } finally {
    await owner.end();
  }
}

async function listening(client: pg.Client): Promise<Finding[]> {
  try {
    const { rows } = await client.query<{ provider: string; trigger: string; journeys: string }>(
      'SELECT provider, trigger, journeys FROM afterjob_functions.listening_journeys() ORDER BY 1, 2',
    );
    if (rows.length === 0) return [warn('journeys', 'none is published', 'Create one under Journeys and turn it on.')];
    return rows.map(({ provider, trigger, journeys }) =>
      ok('journeys', `${journeys} listen for ${trigger} of ${provider}`),
    );
  } catch (error) {
    return [fail('journeys', `cannot be counted: ${words(error)}`, 'Run: npm run migrate')];
  }
}

async function connect(connectionString: string): Promise<pg.Client | Error> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5_000, query_timeout: 5_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    return client;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
