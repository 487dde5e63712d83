import * as z from 'zod';
import { customerRef, id, instant, listQuery } from './shared.ts';

const decided = {
  automatic: z.boolean().describe('Nobody had to be asked'),
  createdAt: instant,
  decidedAt: instant.nullable(),
};

/** One record of a person: what its own system says. */
export const personRecord = z.object({
  id,
  source: z.string(),
  sourceName: z.string().describe('The name of the system that it came from'),
  name: z.string(),
  companyName: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
});
export type PersonRecord = z.infer<typeof personRecord>;

export const customerMatch = z.object({
  id,
  status: z.enum(['proposed', 'linked', 'declined']),
  basis: z.array(z.enum(['email', 'phone', 'name'])).describe('What the records have in common'),
  samePhone: z.string().nullable().describe('The number that both have'),
  confidence: z.number().describe('From 0 to 1'),
  records: z.array(personRecord).describe('Two, from different systems'),
  ...decided,
});
export type CustomerMatch = z.infer<typeof customerMatch>;

/** GET /api/customers/matches/count */
export const matchCount = z.object({ proposed: z.int().describe("Pairs that wait for the owner's word") });
export type MatchCount = z.infer<typeof matchCount>;

/** One system's copy of an invoice or estimate. */
export const paperCopy = z.object({
  id,
  source: z.string(),
  sourceName: z.string(),
  number: z.string().nullable(),
  total: z.number().nullable(),
  customer: customerRef.nullable(),
  createdAt: instant.nullable().describe('When it was made there'),
});
export type PaperCopy = z.infer<typeof paperCopy>;

export const twins = z.object({
  id,
  status: z.enum(['proposed', 'matched', 'declined']),
  basis: z.array(z.enum(['number', 'total', 'person'])).describe('What the papers have in common'),
  kind: z.string().describe('invoice or quote'),
  papers: z.array(paperCopy).describe('Two, from different systems'),
  ...decided,
});
export type Twins = z.infer<typeof twins>;

export const customerMatchListQuery = listQuery.extend({
  status: customerMatch.shape.status.optional(),
  customerId: id.optional(),
});
export const twinsListQuery = listQuery.extend({ status: twins.shape.status.optional() });
