import * as z from 'zod';

const address = /^(?:[^<>\r\n]*<[^<>\s@]+@[^<>\s@]+\.[^<>\s@]+>|[^<>\s@]+@[^<>\s@]+\.[^<>\s@]+)$/;

const one = z.string().regex(address);
const several = z.union([one.transform((value) => [value]), z.array(one).min(1).max(50)]);
const word = z.string().regex(/^[A-Za-z0-9_-]{1,256}$/);

/** The body of POST /emails as it stands on the wire. */
export const sendSchema = z.object({
  from: one,
  to: several,
  subject: z.string(),
  html: z.string().nullish(),
  text: z.string().nullish(),
  reply_to: several.nullish(),
  headers: z.record(z.string(), z.string()).nullish(),
  tags: z.array(z.object({ name: word, value: word })).nullish(),
});

export type Refusal = { statusCode: number; name: string; message: string };

/** The refusal of a body that the schema does not accept, in the vendor's words. */
export function refusalOf(body: unknown, error: z.ZodError): Refusal {
  const given = z.record(z.string(), z.unknown()).safeParse(body).data ?? {};
  for (const field of ['from', 'to', 'subject'])
    if (given[field] === undefined)
      return { statusCode: 422, name: 'missing_required_field', message: `Missing \`${field}\` field.` };
  const field = String(error.issues[0]?.path[0] ?? 'body');
  return {
    statusCode: 422,
    name: field === 'from' ? 'invalid_from_address' : 'validation_error',
    message: `Invalid \`${field}\` field.`,
  };
}
