import { expect, it } from '@jest/globals';
import { asOwner } from '../../testing/as-owner.ts';
import { withDatabase } from '../../testing/postgres.ts';
import { hasAccounts } from './accounts.ts';

const database = withDatabase();

it('knows whether anybody has signed up', async () => {
  expect(await hasAccounts(database.appUrl)).toBe(false);
  await asOwner(
    database,
    "INSERT INTO afterjob_auth.users (id, name, email) VALUES (gen_random_uuid(), 'Rosa', 'rosa@example.com')",
  );
  expect(await hasAccounts(database.appUrl)).toBe(true);
});

it('says no where the database does not answer', async () => {
  expect(await hasAccounts('postgresql://afterjob_app:x@127.0.0.1:1/none')).toBe(false);
});
