import type { Tenant } from '../../records/database.ts';
import { listJourneys } from '../../records/journey-list.ts';
import { archiveJourney, createJourney, saveDraft } from '../../records/journeys.ts';
import { journeyArchived } from '../../records/moving.ts';
import { countSteps } from '../../records/step-counts.ts';
import { readTimeCursor, writeCursor } from '../cursor.ts';
import { daysAgo } from '../days-ago.ts';
import { tell } from '../engine.ts';
import { changeJourney, draftChanged, foundJourney, inside, journeyId, showJourney } from '../journey-call.ts';
import { presentJourney } from '../presented-journey.ts';
import { notFound } from '../problem.ts';
import { route } from '../route.ts';
import {
  journeyDetail as answer,
  archival,
  draftChange,
  journey,
  journeyCreation,
  journeyListQuery,
  page,
  stepCounts,
  stepCountsQuery,
} from '../schemas.ts';

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
      inside(call, async (tenant) => showJourney(call, tenant, await createJourney(tenant, call.body, call.at))),
  }),
  'GET /api/journeys/:id': route({
    summary: 'One journey with its draft and what stands in the way of publishing it',
    answer,
    handle: (call) => inside(call, (tenant) => showJourney(call, tenant, journeyId(call))),
  }),
  'GET /api/journeys/:id/step-counts': route({
    summary: 'How many people each step has seen, and what it came to for them',
    query: stepCountsQuery,
    answer: stepCounts,
    handle: (call) =>
      inside(call, async (tenant) => {
        const { id } = await foundJourney(tenant, journeyId(call));
        const { days } = call.query;
        return { days: days ?? null, steps: await countSteps(tenant, id, daysAgo(days, call.at)) };
      }),
  }),
  'PUT /api/journeys/:id/draft': route({
    summary: 'Saves the draft over the revision that it was made from',
    body: draftChange,
    answer,
    handle: (call) =>
      inside(call, async (tenant) => {
        const saved = await saveDraft(tenant, journeyId(call), call.body, call.at);
        if (!saved.saved) throw saved.reason === 'missing' ? notFound('journey') : draftChanged();
        return showJourney(call, tenant, journeyId(call));
      }),
  }),
  'POST /api/journeys/:id/archives': route({
    summary: 'Nobody enters any more; those on the way end now, or come to their end',
    body: archival,
    answer,
    async handle(call) {
      const { deps, organizationId, at, body } = call;
      const archive = (tenant: Tenant, id: string) => archiveJourney(tenant, id, at, body.inside);
      const shown = await changeJourney(call, archive, 'The journey is archived already.');
      // Those who may finish go on where a pause has held them.
      const reason = body.inside === 'exit' ? journeyArchived : 'journey_paused';
      await tell(deps.log, deps.temporal.startResume({ organizationId, reason, scope: journeyId(call) }));
      return shown;
    },
  }),
};
