import { type Definition, emptyDefinition } from '../journeys/definition.ts';
import { usualHolidays } from '../journeys/holidays.ts';
import type { Past, PastCustomer, PastEvent, Span } from '../journeys/rehearsal/past.ts';
import { rehearse } from '../journeys/rehearse.ts';
import { figure, words } from './measure.ts';
import type { Bench, Row } from './table.ts';

const rounds = 5;
const events = 10_000;
const people = 6_000;
const day = 24 * 3_600_000;
const to = new Date('2026-11-23T12:00:00Z');
const from = new Date(to.getTime() - 365 * day);
const span: Span = { from, to, warmFrom: from };

const definition: Definition = {
  ...emptyDefinition(),
  trigger: { provider: 'jobber', type: 'job_completed' },
  purpose: 'thank_you',
  reentry: { rule: 'not_while_active' },
  exits: [{ on: 'invoice_paid', goal: true, about: 'customer' }],
  steps: [
    { id: 'text', kind: 'send_sms', body: 'Hi {{ customer.first_name }}, thanks for having us. {{ business.name }}' },
    { id: 'rest', kind: 'wait', amount: 3, unit: 'days' },
    {
      id: 'which',
      kind: 'branch',
      lanes: [{ id: 'company', when: { field: 'customer.is_company', is: 'is', value: true }, steps: [] }],
      otherwise: [{ id: 'mail', kind: 'send_email', subject: 'Thanks for {{ job.title }}', body: 'How was it?' }],
    },
    { id: 'tuesday', kind: 'wait_until', time: '10:00', weekdays: [2], date: null, passed: 'go_on' },
    { id: 'last', kind: 'send_email', subject: 'Thanks again', body: 'See you, {{ customer.first_name }}' },
  ],
};

/** P11: a year of events through six steps each: who, what and when, on one core; texts are filled in when opened. */
export const rehearseYear: Bench = async (): Promise<Row> => {
  const past = aYear();
  const seconds: number[] = [];
  let [steps, messages] = [0, 0];
  for (let round = 0; round <= rounds; round++) {
    const began = performance.now();
    const found = rehearse(definition, past, span);
    // The first one warms up the compiler and the caches.
    if (round > 0) seconds.push((performance.now() - began) / 1000);
    steps = found.reduce((sum, { lines }) => sum + lines.length, 0);
    messages = found.reduce((sum, each) => sum + each.messages.length, 0);
    if (found.length !== events) throw new Error(`${found.length} of ${events} events were rehearsed`);
  }
  const taken = figure(seconds);
  return {
    id: 'P11',
    what: `Rehearsal of ${events.toLocaleString('en')} past events × 6 steps on one core`,
    target: '< 1 s',
    ratio: `${words(taken)} s`,
    figures: `${people.toLocaleString('en')} customers, ${messages.toLocaleString('en')} messages, ${steps.toLocaleString('en')} decisions`,
    met: taken.median < 1,
  };
};

/** Jobs at every hour of a year, by customers of whom some come back. */
function aYear(): Past {
  const customers = new Map(Array.from({ length: people }, (_, index) => [`customer-${index}`, customerAt(index)]));
  return {
    business: {
      ...{ name: 'Green Lawns', phone: null, websiteUrl: null, replyTo: null, zone: 'America/New_York', country: 'US' },
      ...{ street1: '1 Main Street', city: 'Springfield', province: 'NY', postalCode: '10001', imageHosts: [] },
      ...{ logoUrl: null, brandColor: null, reviewUrl: null, bookingUrl: null },
    },
    window: {},
    holidays: usualHolidays,
    events: Array.from({ length: events }, (_, index) => eventAt(index)),
    customers,
    stays: [],
    elsewhere: [],
    sends: [],
    purchases: [],
  };
}

function customerAt(index: number): PastCustomer {
  const number = `+1202555${String(index % 10_000).padStart(4, '0')}`;
  return {
    id: `customer-${index}`,
    person: `customer-${index}`,
    values: {
      ...{ name: `Ada ${index}`, firstName: 'Ada', lastName: `${index}`, companyName: null, source: 'jobber' },
      ...{ email: `ada-${index}@example.com`, phone: number, isCompany: index % 5 === 0, isLead: false },
    },
    place: { province: 'NY', postalCode: '10001', country: 'US' },
    consent: { receivesFollowUps: index % 20 > 0 },
    phones: [{ number, smsAllowed: true }],
    mutedAt: null,
    goneAt: null,
    changes: { email: [], sms: [] },
  };
}

function eventAt(index: number): PastEvent {
  const at = new Date(from.getTime() + Math.floor((index / events) * 364 * day));
  return {
    id: `event-${index}`,
    provider: 'jobber',
    trigger: 'job_completed',
    entityKind: 'job',
    entity: `job-${index}`,
    paper: `job-${index}`,
    customerId: `customer-${(index * 7919) % people}`,
    occurredAt: at,
    heardAt: at,
    holds: true,
    facts: { 'job.title': 'Lawn', 'job.total': 120 },
  };
}
