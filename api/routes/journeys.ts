import * as z from 'zod';
import { publishProblems } from '../../journeys/publish-check.ts';
import type { Tenant } from '../../records/database.ts';
import { findJourney, listJourneys } from '../../records/journey-list.ts';
import {
  archiveJourney,
  createJourney,
  pauseJourney,
  publishJourney,
  resumeJourney,
  saveDraft,
} from '../../records/journeys.ts';
import { readTimeCursor, writeCursor } from '../cursor.ts';
import { tell } from '../engine.ts';
import { idOf } from '../id.ts';
import { presentJourney, presentJourneyDetail, publishContext } from '../presented-journey.ts';
import { notFound, ProblemError } from '../problem.ts';
import { type Call, route } from '../route.ts';
import { draftChange, journey, journeyCreation, journeyDetail, journeyListQuery, page } from '../schemas.ts';

type Asked = Pick<Call<unknown, unknown>, 'deps' | 'organizationId' | 'params' | 'at'>;
const nothing = z.strictObject({});
const answer = journeyDetail;

export const journeys = {
  'GET /api/journeys': route({
    summary: 'Journeys, the newest first; archived ones only by their status',
    query: journeyListQuery,
    answer: page(journey),
    handle: ({ deps, organizationId, query: { cursor, limit, status } }) =>
      deps.database.withOrganization(organizationId, async (tenant) => {
        const place = readTimeCursor(cursor);
        const after = place && { at: new Date(place.value), id: place.id };
        const { items, next } = await listJourneys(tenant, { status, after, limit });
        return {
          items: items.map((row) => presentJourney(deps, row)),
          nextCursor: next && writeCursor({ value: next.at.toISOString(), id: next.id }),
        };
      }),
  }),
  'POST /api/journeys': route({
    summary: 'Makes a journey with a draft',
    body: journeyCreation,
    status: 201,
    answer,
    handle: (call) =>
      inside(call, async (tenant) => detail(call, tenant, await createJourney(tenant, call.body, call.at))),
  }),
  'GET /api/journeys/:id': route({
    summary: 'One journey with its draft and what stands in the way of publishing it',
    answer,
    handle: (call) => inside(call, (tenant) => detail(call, tenant, journeyId(call))),
  }),
  'PUT /api/journeys/:id/draft': route({
    summary: 'Saves the draft over the revision that it was made from',
    body: draftChange,
    answer,
    handle: (call) =>
      inside(call, async (tenant) => {
        const saved = await saveDraft(tenant, journeyId(call), call.body, call.at);
        if (!saved.saved) throw saved.reason === 'missing' ? notFound('journey') : changed();
        return detail(call, tenant, journeyId(call));
      }),
  }),
  'POST /api/journeys/:id/publications': route({
    summary: 'Makes the draft the version that new people follow',
    body: z.strictObject({ revision: z.int().min(1).optional() }),
    answer,
    handle: (call) => inside(call, (tenant) => publish(call, tenant, call.session.userId, call.body.revision)),
  }),
  'POST /api/journeys/:id/pauses': route({
    summary: 'Lets everybody wait where they are',
    body: nothing,
    answer,
    handle: (call) => change(call, pauseJourney, 'Only an active journey can be paused.'),
  }),
  'DELETE /api/journeys/:id/pauses': route({
    summary: 'Lets everybody go on',
    answer,
    handle: async (call) => resumed(call, await change(call, resumeJourney, 'The journey is not paused.')),
  }),
  'POST /api/journeys/:id/archives': route({
    summary: 'Ends the journey for everybody',
    body: nothing,
    answer,
    handle: async (call) => resumed(call, await change(call, archiveJourney, 'The journey is archived already.')),
  }),
};

const journeyId = ({ params }: Asked): string => idOf(params.id, 'journey');

const inside = <T>({ deps, organizationId }: Asked, work: (tenant: Tenant) => Promise<T>): Promise<T> =>
  deps.database.withOrganization(organizationId, work);

async function detail({ deps, at }: Asked, tenant: Tenant, id: string): Promise<z.input<typeof answer>> {
  const row = await findJourney(tenant, id);
  if (!row) throw notFound('journey');
  return presentJourneyDetail(deps, tenant, row, at);
}

async function publish(call: Asked, tenant: Tenant, by: string, revision: number | undefined) {
  const id = journeyId(call);
  const row = await findJourney(tenant, id);
  if (!row) throw notFound('journey');
  const errors = publishProblems(row.draft, await publishContext(call.deps, tenant)).filter(
    ({ severity }) => severity === 'error',
  );
  if (errors.length > 0) {
    throw new ProblemError(422, 'not_publishable', 'The journey cannot be published yet.', {
      errors: errors.map(({ path, message }) => ({ path, message })),
      action: { label: 'Open the journey', href: `/journeys/${id}/edit` },
    });
  }
  const done = await publishJourney(tenant, id, { revision: revision ?? row.draftRevision, by }, call.at);
  if (done.published) return detail(call, tenant, id);
  if (done.reason === 'conflict') throw changed();
  throw done.reason === 'missing' ? notFound('journey') : refused('The journey is archived.');
}

type Change = (tenant: Tenant, id: string, at: Date) => Promise<boolean>;

function change(call: Asked, work: Change, refusal: string) {
  return inside(call, async (tenant) => {
    const done = await work(tenant, journeyId(call), call.at);
    // First whether it is there at all.
    const now = await detail(call, tenant, journeyId(call));
    if (!done) throw refused(refusal);
    return now;
  });
}

/** Wakes who was held; should that fail, they look again by themselves. */
async function resumed<T>({ deps, organizationId, params }: Asked, shown: T): Promise<T> {
  const cause = { organizationId, reason: 'journey_paused', scope: params.id ?? '' };
  await tell(deps.log, deps.temporal.startResume(cause));
  return shown;
}

const refused = (sentence: string) => new ProblemError(409, 'not_possible_now', sentence);
const changed = () =>
  new ProblemError(409, 'draft_changed', 'Somebody else has saved this journey since you opened it. Load it again.');
