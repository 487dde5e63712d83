import * as z from 'zod';
import { Rejected } from '../provider.ts';

/** Our cursors say more than the vendor's own: which lists are still open, and how far each is read. */
export const writeCursor = (position: unknown): string => Buffer.from(JSON.stringify(position)).toString('base64url');

export function readCursor<Position>(cursor: string, shape: z.ZodType<Position>): Position {
  let json: unknown = null;
  try {
    json = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    // Not ours; the shape says so.
  }
  const read = shape.safeParse(json);
  if (!read.success) throw new Rejected('unreadable_cursor');
  return read.data;
}

export const vendorCursor = z.string().nullable();
