import type { TemplateFacts } from '../facts.ts';
import type { GalleryKey } from './index.ts';
import type { Scenario } from './testing.ts';

/** What each provider tells with an event, as it was recorded. */
export const recorded = {
  jobber: {
    job: {
      'job.title': 'Gutter cleaning',
      'job.number': '1042',
      'job.total': 180,
      'job.technician': 'Sam Rivera',
      'job.completed_at': '2026-09-08T21:45:00Z',
    },
    quote: {
      'quote.number': '310',
      'quote.title': 'Deck repair',
      'quote.total': 2300,
      'quote.link': 'https://clienthub.getjobber.com/quotes/310',
      'quote.approved_at': null,
    },
    invoice: {
      'invoice.number': '1042',
      'invoice.subject': 'Gutter cleaning',
      'invoice.total': 180,
      'invoice.balance': 180,
      'invoice.due_date': '2026-09-07',
      'invoice.pay_link': 'https://clienthub.getjobber.com/invoices/1042',
    },
    visit: { 'visit.title': 'Gutter cleaning', 'visit.start_at': '2026-09-17T20:00:00Z', 'visit.is_last': true },
    client: { 'client.is_lead': false, 'client.is_company': false, 'client.tags': null },
  },
  quickbooks: {
    invoice: {
      'invoice.number': '1042',
      'invoice.total': 180,
      'invoice.balance': 180,
      'invoice.due_date': '2026-09-07',
      'invoice.pay_link': null,
      'client.is_company': false,
    },
    quote: {
      'quote.number': '310',
      'quote.total': 2300,
      'quote.expires_at': '2026-10-08',
      'quote.approved_at': null,
      'client.is_company': false,
    },
    client: { 'client.is_company': false, 'client.balance': 0 },
  },
} as const satisfies Record<string, Record<string, TemplateFacts>>;

const { jobber, quickbooks } = recorded;
const opened = (at: string) => ({ at, reaction: 'clicked' }) as const;
const of = (about: 'entity' | 'customer') => (at: string, event: string) => ({ at, event, about });
const same = of('entity');
const other = of('customer');
// A Tuesday in September, in the afternoon.
const at = '2026-09-08T15:45';

/** The stories that each ready journey has to tell, by the system that starts it. */
export const scenarios: Record<GalleryKey, Record<string, readonly Scenario[]>> = {
  review_request: {
    jobber: [
      { title: 'Nobody reacts', at, facts: jobber.job, whole: true },
      { title: 'The link is opened', at, facts: jobber.job, later: [opened('2026-09-10T20:00')] },
      {
        title: 'The customer opens the link and then writes',
        at,
        facts: jobber.job,
        later: [{ at: '2026-09-09T18:00', reaction: 'replied' }],
      },
      {
        title: 'A bill of the customer becomes overdue in between',
        at,
        facts: jobber.job,
        later: [other('2026-09-11T23:59', 'invoice_overdue')],
      },
      { title: 'The job is completed late at night', at: '2026-09-08T22:30', facts: jobber.job },
      { title: 'The day after is Labor Day', at: '2026-09-06T10:00', facts: jobber.job },
      {
        title: 'The customer wants no such messages',
        at,
        facts: jobber.job,
        consent: { receivesReviewRequests: false },
      },
    ],
    quickbooks: [{ title: 'Nobody reacts', at, facts: quickbooks.invoice }],
  },
  quote_follow_up: {
    jobber: [
      { title: 'Nobody answers', at, facts: jobber.quote, whole: true },
      { title: 'It is approved', at, facts: jobber.quote, later: [same('2026-09-12T09:00', 'quote_approved')] },
      {
        title: 'It is archived in between, which nobody tells',
        at,
        facts: jobber.quote,
        gone: { quote_open: '2026-09-12T09:00' },
      },
      { title: 'It was sent on a Thursday', at: '2026-09-10T15:45', facts: jobber.quote },
      { title: 'It is answered', at, facts: jobber.quote, later: [{ at: '2026-09-10T19:00', reaction: 'replied' }] },
    ],
    quickbooks: [{ title: 'Nobody answers', at, facts: quickbooks.quote, whole: true }],
  },
  invoice_reminder: {
    jobber: [
      { title: 'It is not paid, and the owner says yes', ...due(), later: [says('yes')], whole: true },
      { title: 'It is not paid, and the owner says nothing', ...due() },
      { title: 'It is paid after the first reminder', ...due(), later: [same('2026-09-10T09:30', 'invoice_paid')] },
      { title: 'It was paid in the other system', ...due(), gone: { invoice_unpaid: '2026-09-09T00:00' } },
      { title: 'It became overdue on a Friday before Labor Day', at: '2026-09-04T23:59:59', facts: jobber.invoice },
    ],
    quickbooks: [
      {
        title: 'It is not paid, and the owner says no',
        at: '2026-09-07T23:59:59',
        facts: quickbooks.invoice,
        later: [says('no')],
        whole: true,
      },
    ],
  },
  thank_you: {
    jobber: [
      { title: 'The usual day', at, facts: jobber.job, whole: true },
      { title: 'The job is completed late at night', at: '2026-09-08T22:30', facts: jobber.job },
    ],
    quickbooks: [{ title: 'The usual day', at, facts: quickbooks.invoice, whole: true }],
  },
  rebooking: {
    jobber: [
      { title: 'Nobody reacts', at, facts: jobber.job, whole: true },
      {
        title: 'The customer books after the first email',
        at,
        facts: jobber.job,
        later: [other('2027-03-12T10:00', 'visit_scheduled')],
      },
      {
        title: 'The customer has come back before',
        at,
        facts: jobber.job,
        later: [other('2026-12-01T10:00', 'visit_scheduled')],
      },
      {
        title: 'A visit is on the calendar since before the job was done',
        at,
        facts: jobber.job,
        gone: { no_open_visit: '2026-09-01T00:00' },
      },
      { title: 'The link is opened', at, facts: jobber.job, later: [opened('2027-03-09T10:00')] },
    ],
    quickbooks: [
      {
        title: 'The next invoice is sent',
        at,
        facts: quickbooks.invoice,
        later: [other('2027-01-12T10:00', 'invoice_sent')],
      },
    ],
  },
  welcome: {
    jobber: [
      { title: 'The usual day', at, facts: jobber.client, whole: true },
      { title: 'Added at night', at: '2026-09-08T23:30', facts: jobber.client },
    ],
    quickbooks: [{ title: 'The usual day', at, facts: quickbooks.client }],
  },
  visit_reminder: {
    jobber: [
      { title: 'The visit takes place as planned', at, facts: jobber.visit, whole: true },
      {
        title: 'The visit is moved to the next week',
        at,
        facts: jobber.visit,
        later: [{ at: '2026-09-15T11:00', facts: { 'visit.start_at': '2026-09-24T15:00:00Z' } }],
      },
      {
        title: 'The visit begins early, so that the text waits for the morning before',
        at,
        facts: { ...jobber.visit, 'visit.start_at': '2026-09-17T12:30:00Z' },
      },
      { title: 'It is booked for the same day', at: '2026-09-17T09:00', facts: jobber.visit },
      {
        title: 'It is done before its day',
        at,
        facts: jobber.visit,
        later: [same('2026-09-14T16:00', 'visit_completed')],
      },
    ],
  },
  win_back: {
    jobber: [
      { title: 'Nobody answers', at, facts: jobber.quote, whole: true },
      { title: 'It is approved', at, facts: jobber.quote, later: [same('2026-11-02T09:00', 'quote_approved')] },
      { title: 'The customer books', at, facts: jobber.quote, later: [other('2026-10-20T09:00', 'visit_scheduled')] },
      {
        title: 'It is archived in between, which nobody tells',
        at,
        facts: jobber.quote,
        gone: { quote_open: '2026-10-12T09:00' },
      },
    ],
    quickbooks: [
      { title: 'Nobody answers', at, facts: quickbooks.quote, whole: true },
      {
        title: 'Other work is billed',
        at,
        facts: quickbooks.quote,
        later: [other('2026-11-10T09:00', 'invoice_sent')],
      },
    ],
  },
};

/** An invoice is overdue when the day that it is due on has ended. */
function due(): Pick<Scenario, 'at' | 'facts'> {
  return { at: '2026-09-07T23:59:59', facts: jobber.invoice };
}

function says(answer: 'yes' | 'no') {
  return { at: '2026-09-22T08:15', answer } as const;
}
