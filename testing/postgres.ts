import { afterAll, beforeAll } from '@jest/globals';
import pg from 'pg';
import type { Urls } from './cluster.ts';

export interface TestDatabase extends Urls {
  /** Drops it; fails when a session was left open, naming what it last did. */
  drop(): Promise<void>;
}

/** A migrated database of one's own; `{ migrated: false }` gives an empty one. */
export async function createTestDatabase(options: { migrated?: boolean } = {}): Promise<TestDatabase> {
  const cluster = process.env.AFTERJOB_TEST_CLUSTER;
  if (!cluster) throw new Error('No test cluster: run this file with Jest and the configuration at the root');
  const ask = async (path: string, method: string) => {
    const response = await fetch(`${cluster}${path}`, { method });
    const body = await response.json();
    if (!response.ok) throw new Error(`The test cluster says: ${body}`);
    return body;
  };
  const urls = (await ask(options.migrated === false ? '/empty' : '/', 'POST')) as Urls;
  return {
    ...urls,
    async drop() {
      const left = await sessionsLeft(urls);
      await ask(`/${urls.name}`, 'DELETE');
      if (left.length > 0)
        throw new Error(`${left.length} database sessions were left open; they last ran:\n${left.join('\n')}`);
    },
  };
}

/** The same for a whole test file: made before its first test, dropped after its last. */
export function withDatabase(options: { migrated?: boolean } = {}): Urls {
  let database: TestDatabase | null = null;
  beforeAll(async () => {
    database = await createTestDatabase(options);
  });
  afterAll(async () => {
    await database?.drop();
  });
  const get = (key: keyof Urls): string => {
    if (!database) throw new Error('The database is made in beforeAll: read its addresses in tests or in later hooks');
    return database[key];
  };
  return {
    get name() {
      return get('name');
    },
    get ownerUrl() {
      return get('ownerUrl');
    },
    get appUrl() {
      return get('appUrl');
    },
    get superuserUrl() {
      return get('superuserUrl');
    },
  };
}

async function sessionsLeft(urls: Urls): Promise<string[]> {
  const client = new pg.Client({ connectionString: urls.superuserUrl });
  await client.connect();
  try {
    const sessions = `SELECT query FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'`;
    // A backend outlives its closed connection by a moment.
    for (let look = 0; look < 40; look++) {
      const { rows } = await client.query<{ query: string }>(sessions);
      if (rows.length === 0) return [];
      await client.query('SELECT pg_sleep(0.05)');
    }
    return (await client.query<{ query: string }>(sessions)).rows.map((row) => row.query);
  } finally {
    await client.end();
  }
}
