import { type Limit, type Meter, RateLimited } from '../providers/provider.ts';
import { emptyBudgets, takePermit, tellBudgets } from './budgets.ts';
import type { Database } from './database.ts';

/** Who may use up what is left: news before what only repairs, and that before what only tells of old. */
export type Urgency = 'owner' | 'event' | 'sweep' | 'history';

/** The share of every bucket that is left to those who are more urgent; whoever sits before the screen may owe one. */
const reserves: Record<Urgency, number> = { owner: -1, event: 0, sweep: 0.15, history: 0.3 };

/** Our own word, before the provider was asked: there is no permit now. */
export class NoPermit extends RateLimited {
  override name = 'NoPermit';
}

/** Whose buckets, and by which clock. */
type Purse = { database: Database; clock(): Date };
type ConnectionRef = { organizationId: string; connectionId: string };

/**
 * One or more calls paid from the buckets of a connection, which all processes share. When the provider refuses one in
 * spite of its permit, nobody asks it again before the time that it named.
 * @throws NoPermit, with the time until a permit can be had
 */
export async function withMeter<T>(
  deps: Purse,
  ref: ConnectionRef,
  limits: readonly Limit[],
  urgency: Urgency,
  call: (meter: Meter) => Promise<T>,
): Promise<T> {
  const meter = createMeter(deps, ref, limits, urgency);
  return call(meter).catch(async (error: unknown) => {
    if (error instanceof RateLimited) await meter.refused(error);
    throw error;
  });
}

function createMeter(
  { database, clock }: Purse,
  { organizationId, connectionId }: ConnectionRef,
  limits: readonly Limit[],
  urgency: Urgency,
): Meter & { refused(error: RateLimited): Promise<void> } {
  let spent: Readonly<Record<string, number>> = {};
  let told: string[] = [];
  return {
    async take(cost) {
      const asked = limits.flatMap((limit) => {
        const own = cost[limit.name];
        return own === undefined ? [] : [{ ...limit, cost: own }];
      });
      const permit = await database.withOrganization(organizationId, (tenant) =>
        takePermit(tenant, connectionId, asked, reserves[urgency], clock()),
      );
      if (!permit.granted) throw new NoPermit(permit.waitMs);
      spent = permit.spent;
      told = [];
    },
    async tell(left) {
      told = Object.keys(left);
      await database.withOrganization(organizationId, (tenant) =>
        tellBudgets(tenant, connectionId, left, spent, clock()),
      );
    },
    async refused(error) {
      if (error instanceof NoPermit) return;
      const at = clock();
      const until = new Date(at.getTime() + error.retryAfterMs);
      await database.withOrganization(organizationId, (tenant) => emptyBudgets(tenant, connectionId, until, told, at));
    },
  };
}
