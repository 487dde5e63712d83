import { type Limit, type Meter, RateLimited } from '../providers/provider.ts';
import { emptyBudgets, takePermit, tellBudgets } from '../records/budgets.ts';
import type { ConnectionRef } from '../temporal.ts';
import type { Dependencies } from './dependencies.ts';

/** Who may use up what is left: news before what only repairs, and that before what only tells of old. */
export type Urgency = 'owner' | 'event' | 'sweep' | 'history';

/** The share of every bucket that is left to those who are more urgent; whoever sits before the screen may owe one. */
const reserves: Record<Urgency, number> = { owner: -1, event: 0, sweep: 0.15, history: 0.3 };

/** Our own word, before the provider was asked: there is no permit now. */
export class NoPermit extends RateLimited {
  override name = 'NoPermit';
}

/** The buckets of one connection, shared by all processes, for the calls of one session. */
export type ConnectionMeter = Meter & {
  /** The provider refused a call in spite of a permit: nobody asks it again before then. */
  refused(error: RateLimited): Promise<void>;
};

/** @throws NoPermit from `take`, with the time until one can be had */
export function createMeter(
  { database, clock }: Pick<Dependencies, 'database' | 'clock'>,
  { organizationId, connectionId }: ConnectionRef,
  limits: readonly Limit[],
  urgency: Urgency,
): ConnectionMeter {
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
