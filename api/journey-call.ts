import type * as z from 'zod';
import type { Tenant } from '../records/database.ts';
import { type FoundJourney, findJourney } from '../records/journey-list.ts';
import { idOf } from './id.ts';
import { presentJourneyDetail } from './presented-journey.ts';
import { notFound, ProblemError } from './problem.ts';
import type { Call } from './route.ts';
import type { journeyDetail } from './schemas.ts';

/** What a route of one journey is called with. */
export type JourneyCall = Pick<Call<unknown, unknown>, 'deps' | 'organizationId' | 'session' | 'params' | 'at'>;

export const journeyId = ({ params }: Pick<JourneyCall, 'params'>): string => idOf(params.id, 'journey');

/** Inside the caller's organization, in one transaction. */
export const inside = <T>({ deps, organizationId }: JourneyCall, work: (tenant: Tenant) => Promise<T>): Promise<T> =>
  deps.database.withOrganization(organizationId, work);

/** @throws a problem when there is no such journey */
export async function foundJourney(tenant: Tenant, id: string): Promise<FoundJourney> {
  const row = await findJourney(tenant, id);
  if (!row) throw notFound('journey');
  return row;
}

/** The journey as every route of it answers. */
export async function showJourney(
  { deps, at }: JourneyCall,
  tenant: Tenant,
  id: string,
): Promise<z.input<typeof journeyDetail>> {
  return presentJourneyDetail(deps, tenant, await foundJourney(tenant, id), at);
}

/** Changes the journey of a call and shows it. @throws a problem when it is not there, or stands otherwise */
export function changeJourney(
  call: JourneyCall,
  work: (tenant: Tenant, id: string) => Promise<boolean>,
  refusal: string,
) {
  return inside(call, async (tenant) => {
    const done = await work(tenant, journeyId(call));
    // First whether it is there at all.
    const now = await showJourney(call, tenant, journeyId(call));
    if (!done) throw refused(refusal);
    return now;
  });
}

export const refused = (sentence: string) => new ProblemError(409, 'not_possible_now', sentence);
export const draftChanged = () =>
  new ProblemError(409, 'draft_changed', 'Somebody else has saved this journey since you opened it. Load it again.');
