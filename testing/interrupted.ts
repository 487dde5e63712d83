import type { Database, Tenant } from '../records/database.ts';

export type Interruption = {
  database: Database;
  /** How many points were passed so far. */
  passed(): number;
  /** What was begun at the point has come to its end. */
  ended(): Promise<void>;
};

/**
 * The same database, in which something begins before one statement of its transactions, counted from 1; the ends of
 * transactions count as well. It goes on there when what has begun is done, or waits for a lock.
 */
export function interruptedAt(database: Database, point: number, what: () => Promise<void>): Interruption {
  let passed = 0;
  let running: Promise<void> | null = null;
  const isBlocked = async () => {
    const rows = await database.call(
      "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
    );
    return rows.length > 0;
  };
  const pass = async () => {
    passed++;
    if (passed !== point) return;
    let done = false;
    running = what().finally(() => {
      done = true;
    });
    // Looked at by whoever waits for the end; unheard of until then.
    running.catch(() => undefined);
    while (!done && !(await isBlocked()));
  };
  return {
    passed: () => passed,
    ended: async () => (await running) ?? undefined,
    database: {
      ...database,
      async withOrganization(organizationId, work) {
        const result = await database.withOrganization(organizationId, async (tenant) => {
          const inside = await work({ ...tenant, db: counted(tenant.db, pass) });
          await pass();
          return inside;
        });
        await pass();
        return result;
      },
    },
  };
}

/** Every call of the client, and of the models in it, passes a point first. */
function counted(db: Tenant['db'], pass: () => Promise<void>): Tenant['db'] {
  const around = (target: object): object =>
    new Proxy(target, {
      get(own, key) {
        const value: unknown = Reflect.get(own, key);
        if (typeof value === 'function') {
          return async (...given: unknown[]) => {
            await pass();
            return Reflect.apply(value, own, given);
          };
        }
        return typeof value === 'object' && value !== null && typeof key === 'string' ? around(value) : value;
      },
    });
  return around(db) as Tenant['db'];
}
