import type { Facts, Field } from '../provider.ts';

/** What each entity offers to filters and templates: manifest and readings are both made from these lists. */
const company = { name: 'client.is_company', label: 'Is a company', type: 'boolean', sample: 'false' } as const;

export const invoiceFields = [
  { name: 'invoice.number', label: 'Invoice number', type: 'text', sample: '1042' },
  { name: 'invoice.total', label: 'Invoice total', type: 'money', sample: '180.00' },
  { name: 'invoice.balance', label: 'Still to be paid', type: 'money', sample: '180.00' },
  { name: 'invoice.due_date', label: 'Due date', type: 'date', sample: '2026-12-04' },
  { name: 'invoice.pay_link', label: 'Pay link', type: 'text', sample: 'https://pay.example.com/1042' },
  { name: 'invoice.sent_at', label: 'Invoice emailed', type: 'date', sample: '2026-11-20T15:45:00Z' },
  { name: 'invoice.paid_at', label: 'Invoice paid', type: 'date', sample: '2026-11-27T10:30:00Z' },
  company,
] as const satisfies readonly Field[];

export const quoteFields = [
  { name: 'quote.number', label: 'Estimate number', type: 'text', sample: '310' },
  { name: 'quote.total', label: 'Estimate total', type: 'money', sample: '2300.00' },
  { name: 'quote.approved_at', label: 'Estimate accepted', type: 'date', sample: '2026-11-20' },
  { name: 'quote.expires_at', label: 'Estimate expires', type: 'date', sample: '2026-12-20' },
  company,
] as const satisfies readonly Field[];

export const clientFields = [
  company,
  { name: 'client.balance', label: 'Open balance', type: 'money', sample: '180.00' },
] as const satisfies readonly Field[];

/** Values for every field of a list: the compiler wants each of them, and no other. */
export type FactsOf<Fields extends readonly Field[]> = Record<Fields[number]['name'], Facts[string]>;
