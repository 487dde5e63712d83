import * as z from 'zod';

// Written from Resend's own OpenAPI description: resend.yaml 1.5.0, commit fd6f395 (2026-08-21).
// Strict, though the vendor may be lenient: a field that is not in the description is a fault of ours.

const address = /^(?:[^<>\r\n]*<[^<>\s@]+@[^<>\s@]+\.[^<>\s@]+>|[^<>\s@]+@[^<>\s@]+\.[^<>\s@]+)$/;

const one = z.string().regex(address);
const several = z.union([one.transform((value) => [value]), z.array(one).min(1).max(50)]);
const word = z.string().regex(/^[A-Za-z0-9_-]{1,256}$/);
const region = z.enum(['us-east-1', 'eu-west-1', 'sa-east-1', 'ap-northeast-1']);

const attachment = z.strictObject({
  content: z.string().optional(),
  filename: z.string().optional(),
  path: z.string().optional(),
  content_type: z.string().optional(),
  content_id: z.string().optional(),
});

/** The body of POST /emails as it stands on the wire. */
export const sendSchema = z.strictObject({
  from: one,
  to: several,
  subject: z.string(),
  bcc: several.optional(),
  cc: several.optional(),
  reply_to: several.optional(),
  html: z.string().optional(),
  text: z.string().optional(),
  template: z.object({ id: z.string() }).optional(),
  // A name that is no token, or a value over two lines, would be a header of somebody else's making.
  headers: z.record(z.string().regex(/^[!#$%&'*+.^_`|~\w-]+$/), z.string().regex(/^[^\r\n]*$/)).optional(),
  scheduled_at: z.string().optional(),
  attachments: z.array(attachment).optional(),
  tags: z.array(z.strictObject({ name: word, value: word })).optional(),
  topic_id: z.string().optional(),
});

/** The query of every list. */
export const listSchema = z
  .strictObject({
    limit: z.coerce.number().int().min(1).max(100).default(20),
    after: z.string().optional(),
    before: z.string().optional(),
  })
  .refine(({ after, before }) => after === undefined || before === undefined, { path: ['after'] });

/** The body of POST /domains. */
export const domainSchema = z.strictObject({
  name: z.hostname().regex(/\.[a-z]{2,}$/i),
  region: region.default('us-east-1'),
  custom_return_path: z.string().optional(),
  open_tracking: z.boolean().optional(),
  click_tracking: z.boolean().optional(),
  tls: z.enum(['opportunistic', 'enforced']).optional(),
  capabilities: z.object({}).loose().optional(),
  tracking_subdomain: z.string().optional(),
});

/** A request that carries nothing. */
export const nothingSchema = z.strictObject({}).optional();

export type Refusal = { statusCode: number; name: string; message: string };

/** The refusal of a body that the schema does not accept, in the vendor's words. */
export function refusalOf(body: unknown, error: z.ZodError, required = ['from', 'to', 'subject']): Refusal {
  const given = z.record(z.string(), z.unknown()).safeParse(body).data ?? {};
  for (const field of required)
    if (given[field] === undefined)
      return { statusCode: 422, name: 'missing_required_field', message: `Missing \`${field}\` field.` };
  const [issue] = error.issues;
  const field = issue?.code === 'unrecognized_keys' ? issue.keys.join(', ') : String(issue?.path[0] ?? 'body');
  return {
    statusCode: 422,
    name: field === 'from' ? 'invalid_from_address' : 'validation_error',
    message: `Invalid \`${field}\` field.`,
  };
}
