import * as z from 'zod';
import { personRecord } from './matches.ts';
import { id, instant, listQuery } from './shared.ts';

export const customer = z.object({
  id,
  source: z.string().describe('The provider that it came from'),
  sourceName: z.string().describe('The name of the system that it came from'),
  name: z.string(),
  companyName: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable().describe('Where texts go; null when no number may get them'),
  isLead: z.boolean(),
  isArchived: z.boolean(),
  isSample: z.boolean(),
  deletedAt: instant.nullable().describe('Gone at the provider since'),
  mutedAt: instant.nullable().describe('The owner switched journeys off for them'),
  linkedTo: z.array(z.string()).describe('The names of the systems in which the same person stands, too'),
  updatedAt: instant,
});
export type Customer = z.infer<typeof customer>;

const said = z.boolean().nullable();

export const customerDetail = customer.extend({
  firstName: z.string(),
  lastName: z.string(),
  isCompany: z.boolean(),
  externalId: z.string(),
  emails: z.array(
    z.object({
      address: z.string(),
      label: z.string().nullable(),
      primary: z.boolean(),
      suppressed: z.string().nullable().describe('Why nothing is sent there, in words'),
      fault: z.string().nullable().describe('Why the address was refused when it came in, in words'),
      refused: z.array(z.string()).describe('What they switched off there, in words'),
    }),
  ),
  phones: z.array(
    z.object({
      number: z.string(),
      label: z.string().nullable(),
      primary: z.boolean(),
      smsAllowed: z.boolean(),
      suppressed: z.string().nullable(),
    }),
  ),
  address: z
    .object({
      street1: z.string().nullable(),
      street2: z.string().nullable(),
      city: z.string().nullable(),
      province: z.string().nullable(),
      postalCode: z.string().nullable(),
      country: z.string().nullable(),
    })
    .nullable(),
  consent: z
    .object({ appointments: said, invoices: said, quotes: said, reviews: said, offers: said })
    .describe('What the customer wants to get, as the provider says it; null: it says nothing, and nothing is refused'),
  others: z.array(personRecord).describe('The same person in other systems'),
  createdAt: instant,
});
export type CustomerDetail = z.infer<typeof customerDetail>;

/** What a list of customers shows; the export takes the same. */
export const customerFilterQuery = z.object({
  search: z.string().trim().max(200).optional().describe('Part of the name, company, email, phone number or address'),
  source: z.string().max(50).optional(),
  kind: z.enum(['lead', 'archived', 'sample', 'gone']).optional(),
  reach: z
    .enum(['email', 'text', 'nothing', 'stopped', 'muted'])
    .optional()
    .describe('`nothing`: no address; `stopped`: nothing is sent to an address of theirs; `muted`: by the owner'),
  owns: z
    .enum(['open_invoice', 'journey'])
    .optional()
    .describe('An invoice to be paid; a journey that they are in now'),
});
export type CustomerFilterQuery = z.infer<typeof customerFilterQuery>;

export const customerListQuery = listQuery.extend({
  ...customerFilterQuery.shape,
});
