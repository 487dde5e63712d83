import * as z from 'zod';
import { definitionSchema } from '../../journeys/definition.ts';
import { journeyFile } from '../../journeys/journey-file.ts';

/** POST /api/journey-files */
export const givenJourneyFile = journeyFile;

export const shownJourneyFile = journeyFile.extend({ definition: definitionSchema });

export const journeyFileQuery = z.object({
  of: z.enum(['draft', 'published']).default('draft').describe('Which of the two; a draft where nothing is said'),
});
