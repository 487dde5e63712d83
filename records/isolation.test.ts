import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { withDatabase } from '../testing/postgres.ts';
import { type Database, openDatabase, type Tenant } from './database.ts';
import { openOrganization } from './organizations.ts';

let database: Database;
// Hooks run in this order: the sessions end before the database is dropped.
afterAll(async () => {
  await database.close();
});
const urls = withDatabase();
const [one, two] = [randomUUID(), randomUUID()];
const at = new Date('2026-11-23T12:00:00Z');

beforeAll(async () => {
  database = await openDatabase({ url: urls.appUrl, poolSize: 1 });
  for (const id of [one, two])
    await database.withOrganization(id, async (tenant) => {
      await openOrganization(tenant, { name: id, slug: 'same', zone: null, replyTo: null }, at);
      await tenant.db.customer.create({ data: { organizationId: id, source: 's', externalId: 'x', name: `of ${id}` } });
    });
});

const names = ({ db }: Tenant) => db.customer.findMany({ select: { name: true } });

async function as<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return work(client).finally(() => client.end());
}

describe('one organization', () => {
  it('sees its own rows over a connection that another has just used', async () => {
    for (const id of [one, two, one, two])
      expect(await database.withOrganization(id, names)).toEqual([{ name: `of ${id}` }]);
  });

  it('sees its own rows only, while both ask at once', async () => {
    const asked = Array.from({ length: 40 }, (_, index) => (index % 2 ? one : two));
    const seen = await Promise.all(asked.map((id) => database.withOrganization(id, names)));
    expect(seen).toEqual(asked.map((id) => [{ name: `of ${id}` }]));
  });

  it('cannot write a row of another, nor move its own there', async () => {
    const data = { organizationId: two, source: 's', externalId: 'planted', name: 'planted' };
    await expect(database.withOrganization(one, ({ db }) => db.customer.create({ data }))).rejects.toThrow();
    await expect(
      database.withOrganization(one, ({ db }) => db.customer.updateMany({ data: { organizationId: two } })),
    ).rejects.toThrow();
    expect(
      await database.withOrganization(two, ({ db }) =>
        db.customer.updateMany({
          where: { organizationId: one },
          data: { name: 'taken' },
        }),
      ),
    ).toEqual({ count: 0 });
  });

  it('cannot tie its row to a row of another', async () => {
    const [theirs] = await database.withOrganization(two, ({ db }) => db.customer.findMany());
    const work = ({ db }: Tenant) =>
      db.$executeRaw`INSERT INTO afterjob.messages (organization_id, enrollment_id, step_id, customer_id, channel, purpose, status)
        VALUES (${one}::uuid, ${randomUUID()}::uuid, 's', ${theirs?.id}::uuid, 'email', 'other', 'rendered')`;
    await expect(database.withOrganization(one, work)).rejects.toThrow(/foreign key/);
  });

  it('is nobody outside of its transaction', async () => {
    await as(urls.appUrl, async (client) => {
      await client.query('BEGIN');
      await client.query("SELECT set_config('app.organization_id', $1, true)", [one]);
      expect((await client.query('SELECT FROM afterjob.customers')).rowCount).toBe(1);
      await client.query('COMMIT');
      // The setting is '' now, not gone: a bare cast would throw here.
      expect((await client.query('SELECT FROM afterjob.customers')).rowCount).toBe(0);
      await expect(client.query("INSERT INTO afterjob.causes VALUES ($1, 'k', 's', now())", [one])).rejects.toThrow(
        /row-level security/,
      );
    });
  });
});

describe('the owner of the tables', () => {
  it('changes every organization’s rows, as data migrations do', async () => {
    const changed = await as(urls.ownerUrl, (client) =>
      client.query("UPDATE afterjob.customers SET company_name = 'migrated'"),
    );
    expect(changed.rowCount).toBe(2);
  });
});

describe('a process', () => {
  const start = (url: string) => openDatabase({ url });
  const role = (name: string) => {
    const url = new URL(urls.superuserUrl);
    url.username = name;
    return url.href;
  };

  it('refuses to start as the owner or a superuser', async () => {
    await expect(start(urls.ownerUrl)).rejects.toThrow('Use the role afterjob_app');
    await expect(start(urls.superuserUrl)).rejects.toThrow('Use the role afterjob_app');
  });

  it.each([
    ['a member of the owner', 'IN ROLE afterjob_owner'],
    ['a role that row security does not bind', 'BYPASSRLS'],
  ])('refuses to start as %s', async (_what, rights) => {
    const password = decodeURIComponent(new URL(urls.superuserUrl).password);
    const name = `planted_${randomUUID().slice(0, 8)}`;
    await as(urls.superuserUrl, (client) =>
      client.query(`CREATE ROLE ${name} LOGIN ${rights} PASSWORD ${client.escapeLiteral(password)}`),
    );
    await expect(start(role(name))).rejects.toThrow('Use the role afterjob_app');
    await as(urls.superuserUrl, (client) => client.query(`DROP ROLE ${name}`));
  });
});
