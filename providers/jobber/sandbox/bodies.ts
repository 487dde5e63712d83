import * as z from 'zod';

const instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const text = z.string().nullable().default(null);

export const clientBody = z.strictObject({
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  companyName: z.string().nullable().optional(),
  isCompany: z.boolean().optional(),
  isLead: z.boolean().optional(),
  isArchived: z.boolean().optional(),
  sampleData: z.boolean().optional(),
  tags: z.array(z.string()).optional(),
  emails: z
    .array(z.strictObject({ address: z.string(), description: z.string().optional(), primary: z.boolean().optional() }))
    .optional(),
  phones: z
    .array(
      z.strictObject({
        number: z.string(),
        description: z.string().optional(),
        primary: z.boolean().optional(),
        smsAllowed: z.boolean().optional(),
      }),
    )
    .optional(),
  billingAddress: z
    .strictObject({ street1: text, street2: text, city: text, province: text, postalCode: text, country: text })
    .nullable()
    .optional(),
  flags: z
    .partialRecord(
      z.enum([
        'receivesReminders',
        'receivesFollowUps',
        'receivesQuoteFollowUps',
        'receivesInvoiceFollowUps',
        'receivesReviewRequests',
      ]),
      z.boolean(),
    )
    .optional(),
  createdAt: instant.optional(),
});
export const jobBody = z.strictObject({
  clientId: z.string(),
  title: z.string(),
  total: z.number().optional(),
  visits: z
    .array(
      z.strictObject({
        title: z.string().optional(),
        startAt: instant.nullable().optional(),
        endAt: instant.optional(),
        completedAt: instant.optional(),
        assignedTo: z.array(z.string()).optional(),
      }),
    )
    .optional(),
  createdAt: instant.optional(),
  completedAt: instant.optional(),
});
export const quoteBody = z.strictObject({
  clientId: z.string(),
  title: z.string(),
  total: z.number().optional(),
  createdAt: instant.optional(),
  approvedAt: instant.optional(),
});
export const invoiceBody = z.strictObject({
  clientId: z.string(),
  subject: z.string().optional(),
  total: z.number().optional(),
  invoiceNumber: z.string().optional(),
  dueDate: z.iso.date().optional(),
  issuedDate: z.iso.date().optional(),
  createdAt: instant.optional(),
  sentAt: instant.optional(),
});
export const payBody = z.strictObject({ amount: z.number().positive().optional(), at: instant.optional() });
export const voidBody = z.strictObject({ showsAs: z.enum(['voided', 'paid']).default('voided') });
export const dueBody = z.strictObject({ dueDate: z.iso.date().nullable() });
export const startBody = z.strictObject({ startAt: instant.nullable() });
export const whenBody = z.strictObject({
  completedAt: instant.optional(),
  approvedAt: instant.optional(),
  completesJob: z.boolean().optional(),
});
export const closeBody = z.strictObject({ awaitsInvoice: z.boolean().default(false) });
export const faultsBody = z
  .strictObject({
    rateLimit: z.union([z.boolean(), z.literal('http429')]),
    serverError: z.union([z.boolean(), z.int().min(500).max(599)]),
    duplicateWebhooks: z.boolean(),
    dropWebhooks: z.boolean(),
    dropShare: z.number().min(0).max(1),
    dropSeed: z.int(),
    outOfOrder: z.boolean(),
    reset: z.union([z.boolean(), z.int().min(0)]),
    slow: z.union([z.boolean(), z.int().min(0).max(120_000)]),
    clockSkewMinutes: z.number(),
    delayMs: z.int().min(0),
    hidden: z.array(z.string()),
  })
  .partial();
export const seedBody = z.strictObject({
  clients: z.int().min(0).max(200_000),
  finishedJobs: z.int().min(0).default(0),
  seed: z.int().default(1),
});
export const finishedBody = z.strictObject({ count: z.int().min(0).max(50_000), at: instant });
/** `share` of the year: a small one is as mixed, and there sooner. */
export const busyBody = z.strictObject({ seed: z.int().default(1), share: z.number().gt(0).max(1).default(1) });
export const liveBody = z.strictObject({ count: z.int().min(1).max(100_000), seed: z.int().default(1) });
export const sendBody = z.strictObject({
  topic: z.string(),
  itemId: z.string(),
  times: z.int().min(1).max(1000).default(1),
  occurredAt: instant.optional(),
  accountId: z.string().optional(),
});
