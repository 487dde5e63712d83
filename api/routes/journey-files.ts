import { toFile } from '../../journeys/journey-file.ts';
import { createJourney } from '../../records/journeys.ts';
import { foundJourney, inside, journeyId, showJourney } from '../journey-call.ts';
import { notFound } from '../problem.ts';
import { route } from '../route.ts';
import { givenJourneyFile, journeyDetail, journeyFileQuery, shownJourneyFile } from '../schemas.ts';

export const journeyFiles = {
  'GET /api/journeys/:id/file': route({
    summary: 'A journey as a file: its name and definition, without its people',
    query: journeyFileQuery,
    answer: shownJourneyFile,
    handle: (call) =>
      inside(call, async (tenant) => {
        const { name, draft, published } = await foundJourney(tenant, journeyId(call));
        const definition = call.query.of === 'draft' ? draft : published;
        if (!definition) throw notFound('published version');
        return toFile(name, definition);
      }),
  }),
  'POST /api/journey-files': route({
    summary: 'Makes a draft from the file of a journey',
    body: givenJourneyFile,
    status: 201,
    answer: journeyDetail,
    handle: (call) => {
      const { name, definition: draft } = call.body;
      return inside(call, async (tenant) =>
        showJourney(call, tenant, await createJourney(tenant, { name, draft }, call.at)),
      );
    },
  }),
};
