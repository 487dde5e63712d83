import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { asOwner } from '../testing/as-owner.ts';
import { withDatabase } from '../testing/postgres.ts';

const urls = withDatabase();

it('keeps no statistics of which business or connection a row is of', async () => {
  const kept = await asOwner(
    urls,
    `SELECT a.attrelid::regclass::text AS relation, a.attname FROM pg_attribute AS a
     JOIN pg_class AS c ON c.oid = a.attrelid AND c.relkind = 'r' AND c.relnamespace = 'afterjob'::regnamespace
     WHERE a.attname IN ('organization_id', 'connection_id') AND a.attstattarget IS DISTINCT FROM 0`,
  );
  expect(kept).toEqual([]);
});

it('expects rows of a business that the planner has not met', async () => {
  const [known, unknown] = [randomUUID(), randomUUID()];
  await asOwner(
    urls,
    `INSERT INTO afterjob.organizations (organization_id, slug, name) VALUES ('${known}', 'known', 'Known');
     INSERT INTO afterjob.customers (organization_id, source, external_id, name)
     SELECT '${known}', 'acme', n::text, 'Ada' FROM generate_series(1, 4000) AS n;
     ANALYZE afterjob.customers`,
  );
  const [plan] = await asOwner<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }>(
    urls,
    `EXPLAIN (FORMAT JSON) SELECT id FROM afterjob.customers WHERE organization_id = '${unknown}'`,
  );
  expect(plan?.['QUERY PLAN'][0].Plan['Plan Rows']).toBe(20);
});
