import * as z from 'zod';
import type { EntityRef } from '../provider.ts';

export const instant = z.string().transform((text, context) => {
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) context.issues.push({ code: 'custom', message: 'not an instant', input: text });
  return new Date(ms);
});

/** Absent fields are simply missing in the vendor's answers; an empty text says no more than that. */
export const text = z
  .string()
  .nullish()
  .transform((value) => value?.trim() || null);
export const spoken = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => (value === null || value === undefined ? null : String(value).trim() || null));
export const money = z
  .number()
  .nullish()
  .catch(null)
  .transform((value) => value ?? null);
export const flag = z
  .boolean()
  .nullish()
  .transform((value) => value ?? false);
export const id = z.union([z.string().min(1), z.number()]).transform(String);
export const reference = z.object({ value: id });
export const times = z.object({ CreateTime: instant, LastUpdatedTime: instant });
/** A day without a time; anything else is no day. */
export const day = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d/)
  .transform((value) => value.slice(0, 10))
  .nullish()
  .catch(null)
  .transform((value) => value ?? null);

/** Only an address that a customer can safely be sent to. */
export const link = z
  .string()
  .regex(/^https:\/\/[^\s"'<>]+$/)
  .max(2000)
  .nullish()
  .catch(null)
  .transform((value) => value ?? null);
export const links = z
  .array(z.object({ TxnId: id, TxnType: z.string() }))
  .nullish()
  .transform((value) => value ?? []);

/** What a query answers; the list is absent when nothing was found. */
export const listOf = <Row>(entity: string, row: z.ZodType<Row>) =>
  z
    .object({ QueryResponse: z.object({ [entity]: z.array(row).default([]) }) })
    .transform(({ QueryResponse }) => (QueryResponse[entity] ?? []) as Row[]);

export const iso = (date: Date | null | undefined) => date?.toISOString() ?? null;

/** What every snapshot of something that exists begins with. */
export const found = (entity: EntityRef, { MetaData }: { MetaData: z.infer<typeof times> }) => ({
  entity,
  found: true,
  createdAt: MetaData.CreateTime,
  updatedAt: MetaData.LastUpdatedTime,
});

/** What is printed on a paper, where it has a number. */
export const paperOf = ({ DocNumber, TotalAmt }: { DocNumber: string | null; TotalAmt: number | null }) =>
  DocNumber === null || TotalAmt === null ? null : { number: DocNumber, total: TotalAmt };
