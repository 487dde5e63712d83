import * as z from 'zod';

export const instant = z.string().transform((text, context) => {
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) context.issues.push({ code: 'custom', message: 'not an instant', input: text });
  return new Date(ms);
});
export const text = z
  .string()
  .nullish()
  .transform((value) => value ?? null);
export const maybeInstant = instant.nullish().transform((value) => value ?? null);
export const money = z
  .number()
  .nullish()
  .transform((value) => value ?? null);
export const spoken = z.union([z.string(), z.number()]).transform(String);

/** A day: the vendor sends an instant for it, of which only the date as it is written means something. */
export const day = z
  .string()
  .nullish()
  .transform((value) => /^\d{4}-\d{2}-\d{2}/.exec(value ?? '')?.[0] ?? null)
  .transform((value) => (value !== null && Number.isNaN(Date.parse(value)) ? null : value));

export const iso = (date: Date | null): string | null => date?.toISOString() ?? null;
/** The vendor tells whole seconds, and its ranges compare them. */
export const wholeSeconds = (time: Date): Date => new Date(Math.floor(time.getTime() / 1000) * 1000);
export const startOf = (value: string | null): Date | null => (value === null ? null : new Date(value));

/** The people assigned to a visit; absent in older API versions. */
export const people = z
  .object({ nodes: z.array(z.object({ name: z.object({ full: z.string() }).nullish() })) })
  .nullish()
  .transform((list) => list?.nodes.flatMap(({ name }) => name?.full || []) ?? []);

/** Several names in one field; null for nobody. */
export const listed = (names: readonly string[]): string | null => [...new Set(names)].join(', ') || null;

export const pageInfo = z.object({ hasNextPage: z.boolean(), endCursor: text });
