import * as z from 'zod';
import { id, instant, listQuery } from './shared.ts';

export const auditEntry = z.object({
  id,
  at: instant,
  actor: z.object({ kind: z.enum(['person', 'api_key', 'issuer']), id, name: z.string() }),
  role: z.string().describe('The role they had then'),
  deed: z.string().describe('The route'),
  words: z.string().describe('What they did, to be read after their name'),
  about: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(['journey', 'customer', 'person', 'other']),
      name: z.string().nullable().describe('Its name of today; null: it has none, or is gone'),
    }),
  ),
  outcome: z.enum(['done', 'failed']),
  times: z.int().describe('So many times within ten minutes'),
});
export type AuditEntry = z.infer<typeof auditEntry>;

export const auditQuery = listQuery.extend({
  actorId: id.optional(),
  area: z
    .string()
    .regex(/^[a-z-]{1,40}$/)
    .optional()
    .describe('The first part of the route, such as `journeys`'),
  about: z.string().max(100).optional().describe('An id that the deed names'),
});

export const auditActors = z.object({ items: z.array(z.object({ id, name: z.string() })) });
export type AuditActors = z.infer<typeof auditActors>;
