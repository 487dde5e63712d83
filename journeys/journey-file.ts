import * as z from 'zod';
import type { Definition } from './definition.ts';
import { givenDefinition } from './read-definition.ts';

const kind = 'afterjob.journey';

/** A journey as a file: kept beside other files, compared, carried to another business. Its texts go with it, its people do not. */
export const journeyFile = z.strictObject({
  kind: z.literal(kind, `This is not the file of a journey: it has no "kind": "${kind}"`),
  version: z.literal(1, 'This file is of another version of Afterjob'),
  name: z.string().trim().min(1, 'A journey has a name').max(120),
  definition: givenDefinition,
});
export type JourneyFile = z.infer<typeof journeyFile>;

/** The file of a definition; the same definition makes the same file. */
export const toFile = (name: string, definition: Definition): JourneyFile => ({ kind, version: 1, name, definition });
