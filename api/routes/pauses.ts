import * as z from 'zod';
import { readDue } from '../../records/due-messages.ts';
import { type JourneyPause, pauseJourney, readPause, resumeJourney } from '../../records/journeys.ts';
import { tell } from '../engine.ts';
import { changeJourney, foundJourney, inside, type JourneyCall, journeyId } from '../journey-call.ts';
import { route } from '../route.ts';
import { journeyDetail as answer, pauseState, type Resumption, resumption } from '../schemas.ts';

export const pauses = {
  'GET /api/journeys/:id/pauses': route({
    summary: 'Since when the journey is paused, and what is due as soon as it goes on',
    answer: pauseState,
    handle: (call) =>
      inside(call, async (tenant) => {
        const { id } = await foundJourney(tenant, journeyId(call));
        const due = await readDue(tenant, id, call.at);
        const held = due.reduce((sum, each) => sum + each.due + each.useless, 0);
        return { pausedSince: present(await readPause(tenant, id)), held, due };
      }),
  }),
  'POST /api/journeys/:id/pauses': route({
    summary: 'Lets everybody wait where they are',
    body: z.strictObject({}),
    answer,
    handle: (call) =>
      changeJourney(call, (tenant, id) => pauseJourney(tenant, id, call.at), 'Only an active journey can be paused.'),
  }),
  'DELETE /api/journeys/:id/pauses': route({
    summary: 'Lets everybody go on; what is due goes out now',
    answer,
    handle: (call) => resume(call, { due: 'send' }),
  }),
  'POST /api/journeys/:id/resumptions': route({
    summary: 'Lets everybody go on, and says what becomes of what is due',
    body: resumption,
    answer,
    handle: (call) => resume(call, call.body),
  }),
};

const present = (pause: JourneyPause | null) => pause?.since.toISOString() ?? null;

/** Wakes who was held; should that fail, they look again by themselves. */
async function resume(call: JourneyCall, choice: Resumption) {
  const { deps, organizationId, session, at } = call;
  const due = { ...choice, by: session.userId };
  const shown = await changeJourney(
    call,
    (tenant, id) => resumeJourney(tenant, id, at, due),
    'The journey is not paused.',
  );
  const cause = { organizationId, reason: 'journey_paused', scope: journeyId(call) };
  await tell(deps.log, deps.temporal.startResume(cause));
  return shown;
}
