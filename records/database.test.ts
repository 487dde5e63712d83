import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { asOwner } from '../testing/as-owner.ts';
import { withDatabase } from '../testing/postgres.ts';
import { type Database, openDatabase } from './database.ts';

let database: Database;
// Hooks run in this order: the database goes last.
afterAll(() => database?.close());
const urls = withDatabase();
beforeAll(async () => {
  database = await openDatabase({ url: urls.appUrl, poolSize: 2, transactionTimeoutMs: 1_000 });
});

it('ends a statement that goes on too long, at the server as well', async () => {
  const long = database.withOrganization(randomUUID(), ({ db }) => db.$queryRaw`SELECT pg_sleep(600)::text`);
  await expect(long).rejects.toThrow();
  const stillAtWork =
    "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '%pg_sleep(600)%'";
  const others = `${stillAtWork} AND pid <> pg_backend_pid() AND state = 'active'`;
  let left = await asOwner(urls, others);
  for (let look = 0; look < 100 && left.length > 0; look++) {
    await asOwner(urls, 'SELECT pg_sleep(0.1)');
    left = await asOwner(urls, others);
  }
  expect(left).toEqual([]);
});
