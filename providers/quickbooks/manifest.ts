import type { Field, Manifest } from '../provider.ts';

const invoiceFields: readonly Field[] = [
  { name: 'invoice.number', label: 'Invoice number', type: 'text', sample: '1042' },
  { name: 'invoice.total', label: 'Invoice total', type: 'money', sample: '180.00' },
  { name: 'invoice.balance', label: 'Still to be paid', type: 'money', sample: '180.00' },
  { name: 'invoice.due_date', label: 'Due date', type: 'date', sample: '2026-12-04' },
  { name: 'invoice.sent_at', label: 'Invoice emailed', type: 'date', sample: '2026-11-20T15:45:00Z' },
  { name: 'invoice.paid_at', label: 'Invoice paid', type: 'date', sample: '2026-11-27T10:30:00Z' },
];

const quoteFields: readonly Field[] = [
  { name: 'quote.number', label: 'Estimate number', type: 'text', sample: '310' },
  { name: 'quote.total', label: 'Estimate total', type: 'money', sample: '2300.00' },
  { name: 'quote.approved_at', label: 'Estimate accepted', type: 'date', sample: '2026-11-20' },
  { name: 'quote.expires_at', label: 'Estimate expires', type: 'date', sample: '2026-12-20' },
];

const clientFields: readonly Field[] = [
  { name: 'client.is_company', label: 'Is a company', type: 'boolean', sample: 'false' },
  { name: 'client.balance', label: 'Open balance', type: 'money', sample: '180.00' },
];

export const quickbooksManifest: Manifest = {
  key: 'quickbooks',
  name: 'QuickBooks Online',
  connect: 'Connect to QuickBooks',
  hears: 'invoices, payments and estimates',
  tryOut: 'email a test invoice to yourself',
  reads: {
    history: 'Invoices and estimates that are open; then those that changed last within twelve months.',
    sweep:
      'One call for everything that changed, what is deleted included; in narrower windows when it is more than 1,000, by queries when it is longer ago than 30 days.',
  },
  triggers: {
    client_created: {
      label: 'A customer is added',
      meaning: 'Starts when a new customer is added to your books. Sub-customers and projects do not start it.',
      entity: 'client',
      fields: clientFields,
    },
    invoice_sent: {
      label: 'An invoice is sent',
      meaning:
        'Starts the first time QuickBooks Online emails an invoice. An invoice that you print or send some other way never shows there, and a voided one does not count.',
      entity: 'invoice',
      fields: invoiceFields,
    },
    invoice_paid: {
      label: 'An invoice is paid',
      meaning:
        'Starts when nothing is left to pay on an invoice, by payments or by a credit. A part payment does not start it, and neither does voiding the invoice.',
      entity: 'invoice',
      fields: invoiceFields,
    },
    quote_approved: {
      label: 'An estimate is accepted',
      meaning: 'Starts when an estimate becomes Accepted, by your customer or by you, or is converted to an invoice.',
      entity: 'quote',
      fields: quoteFields,
    },
  },
  topics: [
    'customer.created',
    'customer.updated',
    'customer.deleted',
    'customer.merged',
    'invoice.created',
    'invoice.updated',
    'invoice.deleted',
    'invoice.voided',
    'invoice.emailed',
    'payment.created',
    'payment.updated',
    'payment.deleted',
    'payment.voided',
    'estimate.created',
    'estimate.updated',
    'estimate.deleted',
  ],
  scopes: [
    {
      name: 'com.intuit.quickbooks.accounting',
      why: 'customers, invoices, estimates and payments. There is no scope for reading only; Afterjob never writes.',
    },
  ],
};
