import type { Facts, Field } from '../provider.ts';

/** What each entity offers to filters and templates. Manifest and readings are both made from these lists. */
export const clientFields = [
  { name: 'client.is_lead', label: 'Is a lead', type: 'boolean', sample: 'false' },
  { name: 'client.is_company', label: 'Is a company', type: 'boolean', sample: 'false' },
  { name: 'client.tags', label: 'Tags', type: 'list', sample: 'Weekly, Gate code' },
] as const satisfies readonly Field[];

export const jobFields = [
  { name: 'job.title', label: 'Job title', type: 'text', sample: 'Gutter cleaning' },
  { name: 'job.number', label: 'Job number', type: 'text', sample: '1042' },
  { name: 'job.total', label: 'Job total', type: 'money', sample: '180.00' },
  { name: 'job.technician', label: 'Technician', type: 'text', sample: 'Sam Rivera' },
  { name: 'job.start_at', label: 'Job starts', type: 'date', sample: '2026-11-20T14:00:00Z' },
  { name: 'job.end_at', label: 'Job ends', type: 'date', sample: '2026-11-20T16:00:00Z' },
  { name: 'job.completed_at', label: 'Job completed', type: 'date', sample: '2026-11-20T15:45:00Z' },
  { name: 'job.first_visit_at', label: 'First visit starts', type: 'date', sample: '2026-11-20T14:00:00Z' },
] as const satisfies readonly Field[];

export const visitFields = [
  { name: 'visit.title', label: 'Visit title', type: 'text', sample: 'Gutter cleaning' },
  { name: 'visit.start_at', label: 'Visit starts', type: 'date', sample: '2026-11-20T14:00:00Z' },
  { name: 'visit.end_at', label: 'Visit ends', type: 'date', sample: '2026-11-20T16:00:00Z' },
  { name: 'visit.completed_at', label: 'Visit completed', type: 'date', sample: '2026-11-20T15:45:00Z' },
  { name: 'visit.technician', label: 'Technician of the visit', type: 'text', sample: 'Sam Rivera' },
  { name: 'visit.is_last', label: 'Last visit of its job', type: 'boolean', sample: 'true' },
] as const satisfies readonly Field[];

export const quoteFields = [
  { name: 'quote.number', label: 'Quote number', type: 'text', sample: '310' },
  { name: 'quote.title', label: 'Quote title', type: 'text', sample: 'Deck repair' },
  { name: 'quote.total', label: 'Quote total', type: 'money', sample: '2300.00' },
  {
    name: 'quote.link',
    label: 'Link to the quote',
    type: 'text',
    sample: 'https://clienthub.getjobber.com/quotes/310',
  },
  { name: 'quote.approved_at', label: 'Quote approved', type: 'date', sample: '2026-11-20T15:45:00Z' },
] as const satisfies readonly Field[];

export const invoiceFields = [
  { name: 'invoice.number', label: 'Invoice number', type: 'text', sample: '1042' },
  { name: 'invoice.subject', label: 'Invoice subject', type: 'text', sample: 'Gutter cleaning' },
  { name: 'invoice.total', label: 'Invoice total', type: 'money', sample: '180.00' },
  { name: 'invoice.balance', label: 'Still to be paid', type: 'money', sample: '180.00' },
  { name: 'invoice.due_date', label: 'Due date', type: 'date', sample: '2026-12-04' },
  { name: 'invoice.issued_date', label: 'Invoice date', type: 'date', sample: '2026-11-20' },
  { name: 'invoice.paid_at', label: 'Invoice paid', type: 'date', sample: '2026-11-27' },
  {
    name: 'invoice.pay_link',
    label: 'Pay link',
    type: 'text',
    sample: 'https://clienthub.getjobber.com/invoices/1042',
  },
] as const satisfies readonly Field[];

/** Values for every field of a list, no more and no less: the compiler counts them. */
export type FactsOf<Fields extends readonly Field[]> = { [Name in Fields[number]['name']]: Facts[string] };
