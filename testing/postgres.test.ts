import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase, withDatabase } from './postgres.ts';

const database = withDatabase();

async function query(url: string, sql: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client.query(sql).finally(() => client.end());
}

describe('the test database', () => {
  it('is migrated', async () => {
    const { rows } = await query(database.ownerUrl, 'SELECT count(*)::int AS n FROM afterjob_migrations.migrations');
    expect(rows[0].n).toBeGreaterThan(0);
  });

  it('gives an app role that row security holds for', async () => {
    const { rows } = await query(
      database.appUrl,
      'SELECT rolsuper, rolbypassrls, rolname FROM pg_roles WHERE rolname = current_user',
    );
    expect(rows).toEqual([{ rolsuper: false, rolbypassrls: false, rolname: 'afterjob_app' }]);
  });

  it('stores emoji whatever the locale', async () => {
    const { rows } = await query(database.appUrl, "SELECT '🚚' AS van");
    expect(rows[0].van).toBe('🚚');
  });

  it('is a copy for each test file', async () => {
    const other = await createTestDatabase();
    expect(other.name).not.toBe(database.name);
    await other.drop();
  });

  it('names the sessions that were left open', async () => {
    const other = await createTestDatabase();
    const client = new pg.Client({ connectionString: other.appUrl });
    client.on('error', () => {});
    await client.connect();
    await client.query("SELECT 'forgotten'");
    await expect(other.drop()).rejects.toThrow("SELECT 'forgotten'");
  });
});
