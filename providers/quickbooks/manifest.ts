import type { Manifest } from '../provider.ts';
import { clientFields, invoiceFields, quoteFields } from './fields.ts';

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
    invoice_overdue: {
      label: 'An invoice is overdue',
      meaning:
        'Starts when the day an invoice is due has ended and something is still left to pay, whether or not QuickBooks Online emailed it. If you move the due date, it starts after the new one. A voided invoice, and one without a due date, does not start it.',
      entity: 'invoice',
      fields: invoiceFields,
    },
    quote_sent: {
      label: 'An estimate is sent',
      meaning:
        'Starts the first time QuickBooks Online emails an estimate that is still pending. One that you print or send some other way never shows there.',
      entity: 'quote',
      fields: quoteFields,
    },
    quote_approved: {
      label: 'An estimate is accepted',
      meaning:
        'Starts when an estimate becomes Accepted, by your customer or by you, or is converted to an invoice. One that is accepted again after it was rejected starts it again.',
      entity: 'quote',
      fields: quoteFields,
    },
  },
  automations: {
    invoice_reminder: 'automatic invoice reminders, under Account and settings, Sales, Reminders',
  },
  truths: {
    invoice_unpaid: 'The invoice is not voided, and something is left to pay.',
    quote_open: 'The estimate is pending: neither accepted, closed, rejected nor past its expiration date.',
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
    'estimate.emailed',
    'estimate.deleted',
  ],
  addresses: [
    { name: 'Launch URL', leadsTo: 'integrations' },
    { name: 'Reconnect URL', leadsTo: 'reconnect' },
    { name: 'Disconnect URL', leadsTo: 'disconnected' },
  ],
  scopes: [
    {
      name: 'com.intuit.quickbooks.accounting',
      why: 'customers, invoices, estimates and payments. There is no scope for reading only; Afterjob never writes.',
    },
  ],
};
