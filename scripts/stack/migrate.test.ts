import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase, withDatabase } from '../../testing/postgres.ts';
import { MissingRole, migrate } from './migrate.ts';

const database = withDatabase({ migrated: false });

async function asSuperuser<T extends pg.QueryResultRow>(url: string, ...statements: string[]): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    let rows: T[] = [];
    for (const statement of statements) rows = (await client.query<T>(statement)).rows;
    return rows;
  } finally {
    await client.end();
  }
}

describe('migrate', () => {
  it('runs every migration once, also when two run at the same time', async () => {
    const { ownerUrl, appUrl } = database;
    const [first, second] = await Promise.all([migrate({ ownerUrl, appUrl }), migrate({ ownerUrl, appUrl })]);
    expect([first, second].map((names) => names.length > 0)).toContain(true);
    expect(Math.min(first.length, second.length)).toBe(0);
    expect(await migrate({ ownerUrl, appUrl })).toEqual([]);
  });

  it('gives the account tables to a role of their own when there is one', async () => {
    const other = await createTestDatabase();
    await asSuperuser(other.superuserUrl, "CREATE ROLE afterjob_accounts_test LOGIN PASSWORD 'x'");
    const authUrl = other.appUrl.replace('afterjob_app', 'afterjob_accounts_test');
    await migrate({ ownerUrl: other.ownerUrl, appUrl: other.appUrl, authUrl });
    const granted = await asSuperuser(
      other.superuserUrl,
      `SELECT DISTINCT grantee FROM information_schema.role_table_grants
        WHERE table_schema = 'afterjob_auth' AND grantee LIKE 'afterjob%' AND grantee <> 'afterjob_owner'`,
    );
    await asSuperuser(other.superuserUrl, 'DROP OWNED BY afterjob_accounts_test', 'DROP ROLE afterjob_accounts_test');
    await other.drop();
    expect(granted).toEqual([{ grantee: 'afterjob_accounts_test' }]);
  });

  it('says what to run when it may not make the role', () => {
    expect(new MissingRole().message).toContain('CREATE ROLE afterjob_app LOGIN NOSUPERUSER NOBYPASSRLS');
  });

  it('says which address does not answer', async () => {
    await expect(migrate({ ownerUrl: 'postgresql://o:p@127.0.0.1:1/x', appUrl: null })).rejects.toThrow('ECONNREFUSED');
  });
});
