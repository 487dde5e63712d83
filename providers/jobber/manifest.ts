import type { Manifest } from '../provider.ts';
import { clientFields, invoiceFields, jobFields, quoteFields, visitFields } from './fields.ts';

const ofJob = { entity: 'job', fields: [...jobFields, ...clientFields] };
const ofInvoice = { entity: 'invoice', fields: [...invoiceFields, ...clientFields] };

export const jobberManifest: Manifest = {
  key: 'jobber',
  name: 'Jobber',
  connect: 'Connect Jobber',
  hears: 'jobs, visits, quotes and invoices',
  tryOut: 'complete a test job',
  reads: {
    history:
      'Jobs, quotes and invoices that are open, by status; then jobs and visits by their completion, and quotes and invoices by their last change within twelve months.',
    sweep:
      'One call for everything that changed; jobs by their completion, and by their last change with the newest first. Jobber does not tell what is deleted.',
  },
  triggers: {
    client_created: {
      label: 'A client is added',
      meaning: 'Starts when a new client, lead or not, is added to your Jobber account.',
      entity: 'client',
      fields: clientFields,
    },
    quote_sent: {
      label: 'A quote is sent',
      meaning:
        'Starts when a quote begins to wait for your client’s answer: you sent it, or marked it as sent. One that is answered before Afterjob hears of it does not start it.',
      entity: 'quote',
      fields: [...quoteFields, ...clientFields],
    },
    quote_approved: {
      label: 'A quote is approved',
      meaning: 'Starts when a quote becomes approved in Jobber, by your client or by you, or is turned into a job.',
      entity: 'quote',
      fields: [...quoteFields, ...clientFields],
    },
    job_started: {
      label: 'A job starts',
      meaning:
        'Starts at the time for which the first visit of a job is scheduled. Jobber does not tell when work really begins. When you move the visit, the start moves with it; a job that you close or complete before then never starts.',
      ...ofJob,
    },
    visit_scheduled: {
      label: 'A visit is scheduled',
      meaning:
        'Starts when a visit gets its day, however far ahead; each visit of a recurring series starts it once. Visits without a day start it when they get one.',
      entity: 'visit',
      fields: [...visitFields, ...jobFields, ...clientFields],
    },
    visit_completed: {
      label: 'A visit is completed',
      meaning: 'Starts each time a visit is marked complete, so a job with five visits starts it five times.',
      entity: 'visit',
      fields: [...visitFields, ...jobFields, ...clientFields],
    },
    job_completed: {
      label: 'A job is completed',
      meaning:
        'Starts when Jobber gives the job a completion date, or its last visit is complete and none is left. A job that you open again and complete again starts it again.',
      ...ofJob,
    },
    job_closed: {
      label: 'A job is closed',
      meaning: 'Starts when you close a job in Jobber, whether or not its visits were completed.',
      ...ofJob,
    },
    invoice_sent: {
      label: 'An invoice is sent',
      meaning:
        'Starts when an invoice is no longer a draft: you sent it, marked it as sent, or it was paid at once. A voided invoice does not count.',
      ...ofInvoice,
    },
    invoice_paid: {
      label: 'An invoice is paid',
      meaning:
        'Starts when Jobber shows an invoice as paid and nothing is left to pay. A part payment does not start it, and neither does voiding it or writing it off as bad debt.',
      ...ofInvoice,
    },
    invoice_overdue: {
      label: 'An invoice is overdue',
      meaning:
        'Starts when the due date of a sent invoice is over and something is still to be paid; the balance is read again at that moment. When you move the due date, it moves too.',
      ...ofInvoice,
    },
  },
  automations: {
    visit_reminder: 'visit reminders, under Settings, Emails and text messages',
    quote_follow_up: 'quote follow-ups, under Settings, Emails and text messages',
    invoice_reminder: 'invoice follow-ups, under Settings, Emails and text messages',
    review_request: 'review requests, under Reviews',
    thank_you: 'job follow-ups, under Settings, Emails and text messages',
  },
  truths: {
    invoice_unpaid: 'The invoice is sent, neither paid, voided nor written off, and something is left to pay.',
    quote_open: 'The quote waits for the client’s answer: not approved, converted, archived or sent back for changes.',
    no_open_visit: 'No job of the client that is not closed has a visit that is not completed.',
    tag_absent: 'The client does not have the tag, however it is capitalised.',
  },
  topics: [
    'APP_CONNECT',
    'APP_DISCONNECT',
    'CLIENT_CREATE',
    'CLIENT_UPDATE',
    'CLIENT_DESTROY',
    'JOB_CREATE',
    'JOB_UPDATE',
    'JOB_DESTROY',
    'JOB_CLOSED',
    'VISIT_CREATE',
    'VISIT_UPDATE',
    'VISIT_DESTROY',
    'VISIT_COMPLETE',
    'QUOTE_CREATE',
    'QUOTE_UPDATE',
    'QUOTE_DESTROY',
    'QUOTE_SENT',
    'QUOTE_APPROVED',
    'INVOICE_CREATE',
    'INVOICE_UPDATE',
    'INVOICE_DESTROY',
    'PAYMENT_CREATE',
    'PAYMENT_UPDATE',
    'PAYMENT_DESTROY',
  ],
  addresses: [{ name: 'Manage app URL', leadsTo: 'integrations' }],
  scopes: [
    { name: 'read_clients', why: 'customers with their addresses, numbers and consent' },
    { name: 'read_jobs', why: 'jobs that start, are completed or closed' },
    { name: 'read_scheduled_items', why: 'visits' },
    { name: 'read_quotes', why: 'quotes that are approved' },
    { name: 'read_invoices', why: 'invoices that are sent, paid or overdue' },
    { name: 'read_jobber_payments', why: 'payments, to find the invoice that they pay' },
    { name: 'read_users', why: 'the time zone of your business, and who does a job' },
  ],
};
