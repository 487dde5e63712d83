import type { Field, Manifest } from '../provider.ts';

const jobFields: readonly Field[] = [
  { name: 'job.title', label: 'Job title', type: 'text', sample: 'Gutter cleaning' },
  { name: 'job.number', label: 'Job number', type: 'text', sample: '1042' },
  { name: 'job.total', label: 'Job total', type: 'money', sample: '180.00' },
  { name: 'job.start_at', label: 'Job starts', type: 'date', sample: '2026-11-20T14:00:00Z' },
  { name: 'job.end_at', label: 'Job ends', type: 'date', sample: '2026-11-20T16:00:00Z' },
  { name: 'job.completed_at', label: 'Job completed', type: 'date', sample: '2026-11-20T15:45:00Z' },
];

const visitFields: readonly Field[] = [
  { name: 'visit.title', label: 'Visit title', type: 'text', sample: 'Gutter cleaning' },
  { name: 'visit.start_at', label: 'Visit starts', type: 'date', sample: '2026-11-20T14:00:00Z' },
  { name: 'visit.end_at', label: 'Visit ends', type: 'date', sample: '2026-11-20T16:00:00Z' },
  { name: 'visit.completed_at', label: 'Visit completed', type: 'date', sample: '2026-11-20T15:45:00Z' },
  { name: 'visit.is_last', label: 'Last visit of its job', type: 'boolean', sample: 'true' },
];

const quoteFields: readonly Field[] = [
  { name: 'quote.number', label: 'Quote number', type: 'text', sample: '310' },
  { name: 'quote.title', label: 'Quote title', type: 'text', sample: 'Deck repair' },
  { name: 'quote.total', label: 'Quote total', type: 'money', sample: '2300.00' },
  { name: 'quote.approved_at', label: 'Quote approved', type: 'date', sample: '2026-11-20T15:45:00Z' },
];

const clientFields: readonly Field[] = [
  { name: 'client.is_lead', label: 'Is a lead', type: 'boolean', sample: 'false' },
  { name: 'client.is_company', label: 'Is a company', type: 'boolean', sample: 'false' },
];

export const jobberManifest: Manifest = {
  key: 'jobber',
  name: 'Jobber',
  connect: 'Connect Jobber',
  hears: 'jobs, visits and quotes',
  tryOut: 'complete a test job',
  reads: {
    history:
      'Jobs, quotes and invoices that are open; then jobs and visits by the day of completion, quotes and invoices by the last change.',
    sweep:
      'Clients, quotes and invoices by the last change, visits by the day of completion, jobs from the last changed one backwards. What is deleted is found by reading all clients.',
  },
  triggers: {
    client_created: {
      label: 'A client is added',
      meaning: 'Starts when a new client, lead or not, is added to your Jobber account.',
      entity: 'client',
      fields: clientFields,
    },
    quote_approved: {
      label: 'A quote is approved',
      meaning: 'Starts when a quote becomes approved in Jobber, by your client or by you, or is turned into a job.',
      entity: 'quote',
      fields: quoteFields,
    },
    visit_completed: {
      label: 'A visit is completed',
      meaning: 'Starts each time a visit is marked complete, so a job with five visits starts it five times.',
      entity: 'visit',
      fields: [...visitFields, ...jobFields],
    },
    job_completed: {
      label: 'A job is completed',
      meaning: 'Starts when Jobber gives the job a completion date, or its last visit is complete and none is left.',
      entity: 'job',
      fields: jobFields,
    },
    job_closed: {
      label: 'A job is closed',
      meaning: 'Starts when you close a job in Jobber, whether or not its visits were completed.',
      entity: 'job',
      fields: jobFields,
    },
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
  ],
  scopes: [
    { name: 'read_clients', why: 'customers with their addresses, numbers and consent' },
    { name: 'read_jobs', why: 'jobs that are completed or closed' },
    { name: 'read_scheduled_items', why: 'visits' },
    { name: 'read_quotes', why: 'quotes that are approved' },
    { name: 'read_users', why: 'the time zone of your business' },
  ],
};
