import * as z from 'zod';
import { boundsFault } from './bounds.ts';
import { type Definition, definitionSchema } from './definition.ts';

/** A definition from outside: measured before it is parsed, so that none is too large or too deep for the parser. */
export const givenDefinition = z.preprocess((json, { issues }) => {
  const fault = boundsFault(json);
  if (fault) issues.push({ code: 'custom', input: json, ...fault });
  return json;
}, definitionSchema);

export type Reading =
  | { read: true; definition: Definition }
  /** `path` as in the definition: `steps.2.amount`. */
  | { read: false; problems: { path: string; message: string }[] };

/** Reads a definition from JSON of whatever shape and size: the definition, or what to change in it and where. */
export function readDefinition(json: unknown): Reading {
  const parsed = givenDefinition.safeParse(json);
  if (parsed.success) return { read: true, definition: parsed.data };
  const problems = parsed.error.issues.map(({ path, message }) => ({ path: path.map(String).join('.'), message }));
  return { read: false, problems };
}
