import * as z from 'zod';
import { holidaysSchema } from '../../journeys/holidays.ts';
import { ownersWindowSchema, sendingHoursSchema } from '../../journeys/sending-window.ts';
import { id } from './shared.ts';

export const roles = ['viewer', 'member', 'admin', 'owner'] as const;
export const role = z.enum(roles);
export type Role = z.infer<typeof role>;

export const linkCustomers = z.enum(['ask', 'automatic']);

export const organization = z.object({
  id,
  name: z.string(),
  slug: z.string(),
  zone: z.string().describe('IANA time zone'),
  zoneConfirmed: z.boolean().describe('The owner has said that the zone is right'),
  country: z.string().describe('ISO 3166 code'),
  phone: z.string().nullable(),
  websiteUrl: z.string().nullable(),
  logoUrl: z.string().nullable(),
  street1: z.string().nullable(),
  city: z.string().nullable(),
  province: z.string().nullable(),
  postalCode: z.string().nullable(),
  replyTo: z.string().nullable().describe('Where answers to emails go'),
  sendingWindow: sendingHoursSchema.describe(
    'Local hours [from, to) in which messages leave; what is due outside is moved',
  ),
  holidays: holidaysSchema.describe('Days on which nothing leaves that asks or offers something'),
  linkCustomers: linkCustomers.describe(
    'Whether customers of two systems who are surely one person are linked without asking',
  ),
});
export type Organization = z.infer<typeof organization>;

const zoneName = z.string().refine(isZone, 'is not a time zone, such as America/Denver');

export const organizationChange = z
  .strictObject({
    name: z.string().trim().min(1).max(120),
    zone: zoneName,
    zoneConfirmed: z.literal(true),
    country: z.string().regex(/^[A-Z]{2}$/, 'must be a two-letter country code'),
    phone: z.string().trim().max(40).nullable(),
    websiteUrl: z
      .url({ protocol: /^https?$/ })
      .max(500)
      .nullable(),
    street1: z.string().trim().max(200).nullable(),
    city: z.string().trim().max(120).nullable(),
    province: z.string().trim().max(120).nullable(),
    postalCode: z.string().trim().max(20).nullable(),
    replyTo: z.email().max(254).nullable(),
    sendingWindow: ownersWindowSchema.describe('What is left out gets the usual hours'),
    holidays: holidaysSchema,
    linkCustomers,
  })
  .partial();
export type OrganizationChange = z.infer<typeof organizationChange>;

/** Public holidays where the business is. */
export const publicHolidays = z.object({
  items: z.array(z.object({ key: z.string(), name: z.string(), date: z.iso.date() })),
});
export type PublicHolidays = z.infer<typeof publicHolidays>;

export const me = z.object({
  user: z.object({ id, name: z.string(), email: z.string(), emailVerified: z.boolean() }),
  organization,
  role,
  organizations: z
    .array(z.object({ id, name: z.string(), role }))
    .describe('Every business of theirs; they choose which one this session is about'),
});
export type Me = z.infer<typeof me>;

/** PUT /api/me/organization */
export const organizationChoice = z.strictObject({ organizationId: id });

/** POST /api/auth/sign-up/email: the account, its organization and its senders, or nothing. */
export const signUp = z.object({
  name: z.string().trim().min(1).max(120),
  email: z.email().max(254),
  password: z.string().min(10).max(128),
  organizationName: z.string().trim().min(1).max(120),
  zone: z.string().max(64).optional().describe("The browser's time zone"),
});
export type SignUp = z.infer<typeof signUp>;

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return /^[A-Za-z]/.test(zone);
  } catch {
    return false;
  }
}
