import * as z from 'zod';
import { ProblemError } from './problem.ts';
import type { Page } from './schemas.ts';

const place = z.tuple([z.string(), z.uuid()]);
const numberPlace = z.tuple([z.string().regex(/^\d{1,9}$/), z.uuid()]);
const timePlace = z.tuple([z.iso.datetime(), z.uuid()]);

/** Where a page ended: the value that the list is ordered by, and the id. */
export type Place = { value: string; id: string };

/** A cursor of a list in alphabetical order. */
export const readCursor = (cursor: string | undefined): Place | null => read(cursor, place);

/** A cursor of a list by time. */
export const readTimeCursor = (cursor: string | undefined): Place | null => read(cursor, timePlace);

/** A cursor of a list by numbers. */
export function readNumberCursor(cursor: string | undefined): number | null {
  const found = read(cursor, numberPlace);
  return found && Number(found.value);
}

function read(cursor: string | undefined, shape: typeof place | typeof timePlace): Place | null {
  if (!cursor) return null;
  try {
    const [value, id] = shape.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return { value, id };
  } catch {
    throw new ProblemError(400, 'bad_cursor', 'The cursor is not one of ours. Please start at the first page.');
  }
}

/** One row more than asked for was read: it says whether there is another page. */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  limit: number,
  placeOf: (row: Row) => Place,
  present: (row: Row) => Item,
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const more = rows.length > limit && last;
  return { items: shown.map(present), nextCursor: more ? writeCursor(placeOf(last)) : null };
}

export const writeCursor = ({ value, id }: Place) => Buffer.from(JSON.stringify([value, id])).toString('base64url');
