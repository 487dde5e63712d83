import * as z from 'zod';
import { webhookFormats } from './state.ts';

const instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const text = z.string().nullable().optional();
const line = z.string().nullable().default(null);
export const customerBody = z.strictObject({
  displayName: z.string().optional(),
  givenName: text,
  familyName: text,
  companyName: text,
  email: text,
  mobile: text,
  phone: text,
  alternatePhone: text,
  fax: text,
  address: z
    .strictObject({ line1: line, line2: line, city: line, province: line, postalCode: line, country: line })
    .nullable()
    .optional(),
  active: z.boolean().optional(),
  parentId: text,
  isProject: z.boolean().optional(),
  createdAt: instant.optional(),
});
const total = z.number().min(0);
const paper = {
  customerId: z.string(),
  docNumber: z.string().optional(),
  title: z.string().optional(),
  total: total.optional(),
  createdAt: instant.optional(),
};
export const invoiceBody = z.strictObject({ ...paper, dueDate: z.iso.date().optional(), sentAt: instant.optional() });
export const invoiceEdit = z.strictObject({ dueDate: z.iso.date().optional(), total: total.optional() });
export const estimateBody = z.strictObject(paper);
export const paymentBody = z.strictObject({
  customerId: z.string().optional(),
  invoiceIds: z.array(z.string()).default([]),
  amount: z.number().positive().optional(),
  createdAt: instant.optional(),
});
export const acceptBody = z.strictObject({ acceptedDate: z.iso.date().optional() });
export const mergeBody = z.strictObject({ into: z.string() });
export const paperBody = z.strictObject({
  kind: z.enum(['invoice', 'estimate']),
  number: z.string().min(1),
  total,
  dueDate: z.iso.date().optional(),
  customer: z.strictObject({ name: z.string().min(1), email: text, phone: text }),
});
export const faultsBody = z
  .strictObject({
    rateLimit: z.boolean(),
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
  })
  .partial();
export const settingsBody = z.strictObject({ webhookFormat: z.enum(webhookFormats) });
export const seedBody = z.strictObject({
  customers: z.int().min(0).max(200_000),
  paidInvoices: z.int().min(0).default(0),
  seed: z.int().default(1),
});
export const finishedBody = z.strictObject({ count: z.int().min(0).max(50_000), at: instant });
/** `share` of the year: a small one is as mixed, and there sooner. */
export const busyBody = z.strictObject({ seed: z.int().default(1), share: z.number().gt(0).max(1).default(1) });
export const liveBody = z.strictObject({ count: z.int().min(1).max(100_000), seed: z.int().default(1) });
export const sendBody = z.strictObject({
  events: z
    .array(
      z.strictObject({
        name: z.string(),
        id: z.string(),
        operation: z.string(),
        realmId: z.string().optional(),
        deletedId: z.string().optional(),
        at: instant.optional(),
      }),
    )
    .min(1),
  times: z.int().min(1).max(1000).default(1),
});
