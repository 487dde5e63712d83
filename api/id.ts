import * as z from 'zod';
import { notFound } from './problem.ts';

const uuid = z.uuid();

/** An id of the address line; what cannot be one is not there. */
export function idOf(given: string | undefined, what: string): string {
  const parsed = uuid.safeParse(given);
  if (!parsed.success) throw notFound(what);
  return parsed.data;
}
