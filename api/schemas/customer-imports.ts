import * as z from 'zod';
import { customerRef, id, instant } from './shared.ts';

const basis = z.enum(['agreed', 'customers', 'none']);

export const customerListCheck = z.strictObject({
  file: z.string().min(1).describe('CSV; its first line names the columns'),
});

export const customerImportRequest = customerListCheck.extend({
  fileName: z.string().trim().min(1).max(200),
  basis: basis.describe('What the people on it said: they agreed, they were customers before, neither'),
  statement: z
    .string()
    .trim()
    .min(10, 'Please say in a sentence where these people come from and what they agreed to.')
    .max(1000)
    .describe('Where and when they said so; it is kept beside every one of them'),
  textsAgreed: z.boolean().describe('They agreed to get text messages'),
});

const wrongLine = z.object({ line: z.int(), words: z.string() });

/** POST /api/customer-imports/checks */
export const checkedList = z.object({
  columns: z.array(z.object({ heading: z.string(), field: z.string().nullable().describe('Null: it is left out') })),
  lines: z.int(),
  fresh: z.int().describe('Customers that an import makes'),
  known: z.int().describe('Lines of people who are here already'),
  wrong: z.int(),
  examples: z.array(
    z.object({ line: z.int(), name: z.string(), email: z.string().nullable(), phone: z.string().nullable() }),
  ),
  knownLines: z.array(z.object({ line: z.int(), customer: customerRef })).describe('The first of them'),
  wrongLines: z.array(wrongLine).describe('The first of them'),
});
export type CheckedList = z.infer<typeof checkedList>;

export const customerImport = z.object({
  id,
  fileName: z.string(),
  basis,
  statement: z.string(),
  textsAgreed: z.boolean(),
  created: z.int(),
  known: z.int(),
  wrong: z.int(),
  importedAt: instant,
});
export type CustomerImport = z.infer<typeof customerImport>;
