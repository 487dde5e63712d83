import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { migrate } from '../scripts/stack/migrate.ts';
import { createTestDatabase, withDatabase } from '../testing/postgres.ts';
import { catalogueFaults } from './catalogue.ts';

const database = withDatabase();

async function as<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return work(client).finally(() => client.end());
}

/** What the catalogue says once this was done; nothing of it stays. */
const planted = (sql: string) =>
  as(database.ownerUrl, async (client) => {
    await client.query('BEGIN');
    await client.query(sql);
    const faults = await catalogueFaults(client);
    await client.query('ROLLBACK');
    return faults;
  });

describe('the catalogue', () => {
  it('finds every table to be of a kind and protected as that kind is', async () => {
    expect(await as(database.ownerUrl, catalogueFaults)).toEqual([]);
  });

  it.each([
    ['a table of no kind', 'CREATE TABLE afterjob.planted (id uuid)', 'afterjob.planted is a table of no kind'],
    [
      'a table in another schema',
      'CREATE SCHEMA other; CREATE TABLE other.t (id uuid)',
      'other.t is a table of no kind',
    ],
    [
      'a tenant table that does not force row security',
      'ALTER TABLE afterjob.customers NO FORCE ROW LEVEL SECURITY',
      'afterjob.customers does not force row security',
    ],
    [
      'a third policy',
      'CREATE POLICY third ON afterjob.customers FOR SELECT TO afterjob_app USING (true)',
      'afterjob.customers has other policies than the two',
    ],
    [
      'a policy that lets everybody see',
      'DROP POLICY tenant ON afterjob.journeys; CREATE POLICY tenant ON afterjob.journeys TO afterjob_app USING (true) WITH CHECK (true)',
      'afterjob.journeys has other policies than the two',
    ],
    [
      'a foreign key without the organization',
      'ALTER TABLE afterjob.messages ADD CONSTRAINT planted FOREIGN KEY (customer_id) REFERENCES afterjob.customers (id)',
      'afterjob.messages (planted) is a foreign key without the organization',
    ],
    [
      'an arrival table that the app may read',
      'GRANT SELECT ON afterjob.oauth_states TO afterjob_app',
      'afterjob.oauth_states can be reached without its functions',
    ],
    [
      'a definer function for everybody',
      "CREATE FUNCTION afterjob_functions.planted() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = '' AS 'SELECT 1'",
      'afterjob_functions.planted() is granted to PUBLIC',
    ],
    [
      'a function with a search path',
      "CREATE FUNCTION afterjob_functions.planted() RETURNS int LANGUAGE sql AS 'SELECT 1'; REVOKE ALL ON FUNCTION afterjob_functions.planted() FROM PUBLIC",
      'afterjob_functions.planted() has a search path',
    ],
    [
      "a view with its owner's eyes",
      'ALTER VIEW public.customers RESET (security_invoker)',
      "public.customers is a view with its owner's eyes",
    ],
    ['a grant to everybody', 'GRANT SELECT ON public.customers TO PUBLIC', 'customers is granted to PUBLIC'],
  ])('finds %s', async (_what, sql, fault) => {
    const faults = await planted(sql);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(fault);
  });
});

describe('a definer function', () => {
  let calls: { name: string; call: string }[] = [];
  beforeAll(async () => {
    calls = await as(database.ownerUrl, async (client) => {
      const { rows } = await client.query(`
        SELECT p.proname AS name, format('SELECT * FROM afterjob_functions.%I(%s)', p.proname, (
          SELECT string_agg(format('NULL::%s', format_type(a.type, NULL)), ', ' ORDER BY a.place)
          FROM unnest(p.proargtypes::oid[]) WITH ORDINALITY AS a (type, place))) AS call
        FROM pg_proc p WHERE p.pronamespace = 'afterjob_functions'::regnamespace`);
      return rows;
    });
    await as(database.superuserUrl, async (client) => {
      const { rowCount } = await client.query("SELECT FROM pg_roles WHERE rolname = 'afterjob_stranger'");
      if (rowCount === 0) await client.query('CREATE ROLE afterjob_stranger NOLOGIN');
      await client.query('GRANT USAGE ON SCHEMA afterjob_functions TO afterjob_stranger');
    });
  });
  afterAll(async () => {
    await as(database.superuserUrl, (client) =>
      client.query('REVOKE USAGE ON SCHEMA afterjob_functions FROM afterjob_stranger'),
    );
  });

  it('is refused to a role without grants, each of them', async () => {
    expect(calls.length).toBeGreaterThan(15);
    await as(database.superuserUrl, async (client) => {
      await client.query('SET ROLE afterjob_stranger');
      for (const { name, call } of calls) {
        await expect(client.query(call)).rejects.toThrow(`permission denied for function ${name}`);
      }
    });
  });
});

describe('a host with roles of its own API', () => {
  it('gives them nothing of ours, although it gives them everything by default', async () => {
    const hosted = await createTestDatabase({ migrated: false });
    await as(hosted.superuserUrl, async (client) => {
      for (const role of ['anon', 'authenticated', 'service_role']) {
        const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [role]);
        if (rowCount === 0) await client.query(`CREATE ROLE ${role} NOLOGIN`);
        for (const kind of ['TABLES', 'FUNCTIONS', 'SEQUENCES'])
          await client.query(
            `ALTER DEFAULT PRIVILEGES FOR ROLE afterjob_owner IN SCHEMA public GRANT ALL ON ${kind} TO ${role}`,
          );
        await client.query(`GRANT USAGE ON SCHEMA public TO ${role}`);
      }
    });
    await migrate({ ownerUrl: hosted.ownerUrl, appUrl: hosted.appUrl });
    const faults = await as(hosted.ownerUrl, catalogueFaults);
    await hosted.drop();
    expect(faults).toEqual([]);
  });
});
