import type { z } from 'zod';
import type { Definition } from '../journeys/definition.ts';
import { commonFields } from '../journeys/fields.ts';
import { assumptionsOf } from '../journeys/rehearsal/assumptions.ts';
import type { PastEvent } from '../journeys/rehearsal/past.ts';
import { writer } from '../journeys/rehearsal/written.ts';
import { rehearse } from '../journeys/rehearse.ts';
import { sampleFacts } from '../journeys/samples.ts';
import type { Tenant } from '../records/database.ts';
import { newestEvent, readPast } from '../records/past-events.ts';
import { readPerson } from '../records/people.ts';
import type { ApiDependencies } from './dependencies.ts';
import { namesOf } from './presented.ts';
import { presentPath } from './presented-rehearsal.ts';
import { notFound, ProblemError } from './problem.ts';
import { readDays } from './rehearsal.ts';
import type { Call } from './route.ts';
import type { customerRehearsal } from './schemas.ts';

type Asked = Pick<Call<unknown, unknown>, 'deps' | 'organizationId' | 'at'>;
type OfCustomer = { definition: Definition; journeyId: string; customerId: string; days: number };

/** The longest journey is over by then. */
const aheadMs = 3 * 365 * 24 * 60 * 60_000;
const shownAtMost = 20;
const pretended = 'now';

/** What a journey would do with one customer if it were started now, and would have done in the last days. */
export async function rehearseCustomer(
  { deps, organizationId, at }: Asked,
  { definition, journeyId, customerId, days }: OfCustomer,
): Promise<z.input<typeof customerRehearsal>> {
  const { trigger } = definition;
  if (!trigger) throw new ProblemError(409, 'no_trigger', 'Choose first what starts the journey.');
  const { customerIds, ago, ahead, last } = await deps.database.withOrganization(organizationId, async (tenant) => {
    const customerIds = await recordsOf(tenant, customerId);
    const query = { definition, journeyId, customerIds, since: at, from: at, to: at };
    return {
      customerIds,
      ago: await readDays(tenant, { definition, journeyId, days, customerIds }, at),
      ahead: await readPast(tenant, query),
      last: await newestEvent(tenant, trigger, customerIds),
    };
  });
  const names = namesOf(deps.manifests);
  const unsubscribeUrl = `${deps.settings.publicUrl}/u/test`;
  const start: PastEvent = {
    ...{ id: pretended, ...trigger, trigger: trigger.type, entity: pretended, paper: pretended, holds: true },
    ...{ customerId: last?.customerId ?? customerId, entityKind: last?.entityKind ?? '' },
    ...{ occurredAt: at, heardAt: at, facts: last?.facts ?? samplesOf(deps, definition) },
  };
  const future = { ...ahead, events: [...ahead.events, start] };
  const [now] = rehearse(definition, future, { from: at, to: new Date(at.getTime() + aheadMs), warmFrom: at });
  const customer = ahead.customers.get(customerId);
  if (!now || !customer) throw notFound('customer');
  const before = rehearse(definition, ago.past, ago.span).filter(
    (one) => one.customerId !== null && customerIds.includes(one.customerId),
  );
  const [write, writeBefore] = [
    writer(definition, future, unsubscribeUrl),
    writer(definition, ago.past, unsubscribeUrl),
  ];
  return {
    customer: { id: customerId, name: customer.values.name },
    zone: ahead.business.zone,
    now: presentPath(now, future, write, names),
    basis: last ? 'last_event' : 'samples',
    past: before
      .slice(-shownAtMost)
      .reverse()
      .map((one) => presentPath(one, ago.past, writeBefore, names)),
    assumptions: assumptionsOf(definition, { warmUpDays: ago.warmUpDays, isWhole: ago.past.isWhole }),
  };
}

async function recordsOf(tenant: Tenant, customerId: string): Promise<string[]> {
  const { customerIds } = await readPerson(tenant, customerId);
  if (customerIds.length === 0) throw notFound('customer');
  return customerIds;
}

function samplesOf({ manifests }: Pick<ApiDependencies, 'manifests'>, { trigger }: Definition) {
  const own = trigger && manifests[trigger.provider]?.triggers[trigger.type]?.fields;
  const common = new Set(commonFields.map(({ name }) => name));
  return sampleFacts((own ?? []).filter(({ name }) => !common.has(name)));
}
