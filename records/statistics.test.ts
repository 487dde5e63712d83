import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { asOwner } from '../testing/as-owner.ts';
import { withDatabase } from '../testing/postgres.ts';
import { type Database, openDatabase } from './database.ts';
import { countAsItGrows } from './statistics.ts';

let database: Database;
// Hooks run in this order: the database goes last.
afterAll(() => database?.close());
const urls = withDatabase();
beforeAll(async () => {
  database = await openDatabase({ url: urls.appUrl, poolSize: 2 });
});

const counted = async () => {
  const rows = await asOwner<{ n: string }>(
    urls,
    "SELECT sum(analyze_count) AS n FROM pg_stat_user_tables WHERE schemaname = 'afterjob' AND relname IN ('customers', 'entities', 'events', 'decisions')",
  );
  return Number(rows[0]?.n);
};

it('has the planner count whenever a run has doubled', async () => {
  for (let pages = 0; pages <= 9; pages++) await countAsItGrows(database, pages);
  // After 1, 2, 4 and 8 pages, each time four tables.
  expect(await counted()).toBe(16);
});
