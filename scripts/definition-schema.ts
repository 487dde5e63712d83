import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';
import { definitionSchema } from '../journeys/definition.ts';
import { root } from './install.mjs';

export const definitionSchemaFile = join(root, 'journeys', 'generated', 'definition.schema.json');

/** The JSON Schema of a journey's definition, for editors and other programs. */
export function definitionJsonSchema(): string {
  const { $schema, ...schema } = z.toJSONSchema(definitionSchema, { io: 'input' });
  const description =
    'A journey of Afterjob, format 1. Beyond this schema: ids are unique in the whole tree, which has at most 300 steps and 20 lanes inside each other; the shares of a split make 100; a wait is at most two years.';
  return `${JSON.stringify({ $schema, title: 'Journey', description, ...schema }, null, 2)}\n`;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  writeFileSync(definitionSchemaFile, definitionJsonSchema());
}
