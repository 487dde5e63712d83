import * as z from 'zod';

export const instant = z.iso.datetime().describe('An instant in UTC');
export const id = z.uuid();

/** RFC 9457; `action` says what to do and where. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  code: z.string().describe('A stable word for programs'),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  action: z.object({ label: z.string(), href: z.string() }).optional(),
});
export type Problem = z.infer<typeof problem>;

export const page = <Item extends z.ZodType>(item: Item) =>
  z.object({
    items: z.array(item),
    nextCursor: z.string().nullable().describe('Pass it as `cursor` for the next page; null at the end'),
  });
export type Page<Item> = { items: Item[]; nextCursor: string | null };

export const listQuery = z.object({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** Days of the calendar of the business, both included. */
export const dayQuery = {
  from: z.iso.date().optional().describe('The first day, in the zone of the business'),
  to: z.iso.date().optional().describe('The last day'),
};

/** A code and the same thing in words for the owner. */
export const reason = z.object({ code: z.string(), words: z.string() });
export type Reason = z.infer<typeof reason>;

export const customerRef = z.object({ id, name: z.string() });
export const journeyRef = z.object({ id, name: z.string() });
