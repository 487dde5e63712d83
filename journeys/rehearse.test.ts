import { describe, expect, it } from '@jest/globals';
import { type Definition, emptyDefinition, type Step } from './definition.ts';
import { usualHolidays } from './holidays.ts';
import type { Past, PastCustomer, PastEvent, Span } from './rehearsal/past.ts';
import { rehearse } from './rehearse.ts';

// A Monday in New York; offers leave from nine to eight there.
const span: Span = at('2026-09-01', '2026-11-23', '2026-09-01');
const text: Step = { id: 'text', kind: 'send_sms', body: 'Hi {{ customer.first_name }}, thanks' };
const mail: Step = { id: 'mail', kind: 'send_email', subject: 'Hi', body: 'How was {{ job.title }}?' };
const rest: Step = { id: 'rest', kind: 'wait', amount: 2, unit: 'days' };
const journey = (more: Partial<Definition>, ...steps: Step[]): Definition => ({
  ...emptyDefinition(),
  trigger: { provider: 'jobber', type: 'job_completed' },
  steps,
  ...more,
});

describe('a rehearsal', () => {
  it('tells who would have got what, and when', () => {
    const [ada] = rehearse(journey({}, text, rest, mail), business([done('2026-10-05T15:00:00Z')]), span);
    expect(ada).toMatchObject({ customerId: 'ada', refused: null, end: { status: 'completed' } });
    expect(told(ada)).toEqual(['text sent 2026-10-05T15:00:00.000Z', 'mail sent 2026-10-07T15:00:00.000Z']);
  });

  it('moves what is due at night, and says why', () => {
    const [ada] = rehearse(journey({}, text), business([done('2026-10-06T03:00:00Z')]), span);
    expect(told(ada)).toEqual(['text sent 2026-10-06T13:00:00.000Z']);
    expect(ada?.messages[0]?.moves).toEqual([{ reason: 'outside_window', to: new Date('2026-10-06T13:00:00Z') }]);
  });

  it('counts the messages of the rehearsal, and what other journeys really sent, for the limits', () => {
    const jobs = [
      done('2026-10-05T15:00:00Z', { id: 'a' }),
      done('2026-10-05T16:00:00Z', { id: 'b', entity: 'job-2' }),
    ];
    const [, second] = rehearse(journey({}, text), business(jobs), span);
    expect(second?.messages[0]).toMatchObject({ at: new Date('2026-10-06T13:00:00Z'), moves: [{ reason: 'capped' }] });
    const sends = [{ channel: 'sms' as const, address: '+12025550123', at: new Date('2026-10-05T12:00:00Z') }];
    const [first] = rehearse(journey({}, text), business(jobs.slice(0, 1), { sends }), span);
    expect(first?.messages[0]?.moves).toMatchObject([{ reason: 'capped' }]);
    const later = [
      { ...sends[0], channel: 'sms' as const, address: '+12025550123', at: new Date('2026-10-05T18:00:00Z') },
    ];
    const [untouched] = rehearse(journey({}, text), business(jobs.slice(0, 1), { sends: later }), span);
    expect(untouched?.messages[0]?.moves).toEqual([]);
  });

  it('ends where something happened that ends it, also to what waits for the morning', () => {
    const paid = event('invoice_paid', '2026-10-06T09:00:00Z', {
      id: 'paid',
      entity: 'invoice-1',
      entityKind: 'invoice',
    });
    const exits = [{ on: 'invoice_paid', goal: true, about: 'customer' as const }];
    const [ada] = rehearse(journey({ exits }, text, rest, mail), business([done('2026-10-06T03:00:00Z'), paid]), span);
    expect(ada?.end).toEqual({ status: 'exited', reason: 'goal_reached:invoice_paid:jobber', at: paid.heardAt });
    expect(ada?.messages).toMatchObject([{ stepId: 'text', outcome: 'skipped', reason: 'exited' }]);
  });

  it('goes the way of what happened in time, and of silence where nobody can know', () => {
    const wait = (on: string): Step => ({
      ...{ id: 'wait', kind: 'wait_for', for: on, amount: 3, unit: 'days' },
      ...{ happened: [mail], timedOut: [text] },
    });
    const ask: Step = {
      ...rest,
      id: 'ask',
      kind: 'ask_owner',
      question: 'Write?',
      silence: 'no',
      yes: [mail],
      no: [text],
    };
    const closed = event('job_closed', '2026-10-06T15:00:00Z', { id: 'closed' });
    const log = business([done('2026-10-05T15:00:00Z'), closed]);
    const ways = [wait('job_closed'), wait('clicked'), ask].map((step) =>
      told(rehearse(journey({}, step), log, span)[0]),
    );
    expect(ways).toEqual([
      ['mail sent 2026-10-06T15:00:00.000Z'],
      ['text sent 2026-10-08T15:00:00.000Z'],
      ['text sent 2026-10-07T15:00:00.000Z'],
    ]);
  });

  it('keeps the rules of entry, with the values that made it', () => {
    const twice = [done('2026-10-05T15:00:00Z'), done('2026-10-20T15:00:00Z', { id: 'b', entity: 'job-2' })];
    const reentry = { rule: 'not_within_days', days: 60 } as const;
    const filter = { field: 'job.total', is: 'more_than', value: 500 } as const;
    expect(rehearse(journey({ reentry }, text), business(twice), span)[1]?.refused).toEqual({
      reason: 'too_soon_again',
      detail: { enrolledAt: '2026-10-05T15:00:00.000Z', days: 60 },
    });
    expect(rehearse(journey({ filter }, text), business(twice), span)[0]?.refused).toEqual({
      reason: 'filtered',
      detail: { values: { 'job.total': 120 } },
    });
    const stays = [{ person: 'ada', paper: null, enteredAt: new Date('2026-08-20T15:00:00Z'), leftAt: null }];
    const real = rehearse(journey({ reentry }, text), business(twice.slice(0, 1), { stays }), span);
    expect(real[0]?.refused).toMatchObject({ reason: 'too_soon_again' });
    const beside = [
      {
        ...stays[0],
        person: 'ada',
        paper: null,
        enteredAt: span.from,
        leftAt: null,
        journeyId: 'j',
        enrollmentId: 'e',
      },
    ];
    const group = rehearse(journey({ exclusive: 'asks' }, text), business(twice, { elsewhere: beside }), span);
    expect(group[0]?.refused).toMatchObject({ reason: 'in_another_journey', detail: { group: 'asks' } });
  });

  it('knows who would have been written to shortly before its days', () => {
    const jobs = [done('2026-08-20T15:00:00Z'), done('2026-10-05T15:00:00Z', { id: 'b', entity: 'job-2' })];
    const reentry = { rule: 'not_within_days', days: 90 } as const;
    const log = business(jobs);
    expect(rehearse(journey({ reentry }, text), log, span).map(({ refused }) => refused)).toEqual([null]);
    const warm = rehearse(journey({ reentry }, text), log, { ...span, warmFrom: new Date('2026-06-01') });
    expect(warm).toHaveLength(1);
    expect(warm[0]?.refused).toMatchObject({ reason: 'too_soon_again' });
  });

  it('asks consent as it stood at that instant', () => {
    const changes = { sms: [{ at: new Date('2026-10-10'), refused: true, category: null }], email: [] };
    const log = (day: string) => business([done(`${day}T15:00:00Z`)], {}, { changes });
    expect(rehearse(journey({}, text), log('2026-10-09'), span)[0]?.messages[0]).toMatchObject({ outcome: 'sent' });
    expect(rehearse(journey({}, text), log('2026-10-12'), span)[0]?.messages[0]).toMatchObject({
      reason: 'suppressed',
    });
  });

  it('answers what must still be so from the log as of then', () => {
    const bill = event('invoice_overdue', '2026-10-05T15:00:00Z', {
      id: 'late',
      entity: 'invoice-1',
      entityKind: 'invoice',
    });
    const paid = { ...bill, id: 'paid', trigger: 'invoice_paid', ...when('2026-10-06T15:00:00Z') };
    const reminder = { ...text, onlyIf: [{ fact: 'invoice_unpaid' as const }] };
    const definition = journey({ purpose: 'invoice_reminder' }, reminder, rest, { ...reminder, id: 'again' });
    const [ada] = rehearse(
      { ...definition, trigger: { provider: 'jobber', type: 'invoice_overdue' } },
      business([bill, paid]),
      span,
    );
    expect(ada?.messages.map(({ outcome, reason }) => reason ?? outcome)).toEqual([
      'sent',
      'fact_changed:invoice_unpaid',
    ]);
  });

  it('leaves out whom a text lacks a value for', () => {
    const untitled = done('2026-10-05T15:00:00Z', { facts: { 'job.title': ' ' } });
    const [ada] = rehearse(journey({}, mail), business([untitled]), span);
    expect(ada?.messages[0]).toMatchObject({ outcome: 'skipped', reason: 'cannot_render:job.title' });
    const [nobody] = rehearse(journey({}, text), business([untitled], {}, { phone: null }), span);
    expect(nobody?.messages[0]).toMatchObject({ reason: 'no_address' });
  });

  it('leaves open what would still have been on its way', () => {
    const [ada] = rehearse(journey({}, text, rest, mail), business([done('2026-11-22T17:00:00Z')]), span);
    expect(ada).toMatchObject({ end: null, due: new Date('2026-11-24T17:00:00Z') });
    expect(told(ada)).toEqual(['text sent 2026-11-22T17:00:00.000Z']);
  });

  it('judges lateness by when it was heard of', () => {
    const late = { ...done('2026-10-05T15:00:00Z'), heardAt: new Date('2026-10-07T15:00:00Z') };
    expect(rehearse(journey({}, text), business([late]), span)[0]?.refused).toMatchObject({ reason: 'too_late' });
  });
});

const told = (one: ReturnType<typeof rehearse>[number] | undefined) =>
  one?.messages.map(({ stepId, outcome, at: left }) => `${stepId} ${outcome} ${left?.toISOString()}`);

function at(from: string, to: string, warmFrom: string): Span {
  return { from: new Date(from), to: new Date(to), warmFrom: new Date(warmFrom) };
}

function when(time: string) {
  return { occurredAt: new Date(time), heardAt: new Date(time) };
}

function event(trigger: string, time: string, more: Partial<PastEvent> = {}): PastEvent {
  const entity = more.entity ?? 'job-1';
  return {
    ...{ id: 'done', provider: 'jobber', trigger, entityKind: 'job', entity, paper: entity, customerId: 'ada' },
    ...{ ...when(time), holds: true, facts: { 'job.title': 'Lawn', 'job.total': 120 } },
    ...more,
  };
}

function done(time: string, more: Partial<PastEvent> = {}): PastEvent {
  return event('job_completed', time, more);
}

type Change = Partial<Pick<PastCustomer, 'changes'>> & { phone?: null };

function business(events: PastEvent[], more: Partial<Past> = {}, { changes, phone }: Change = {}): Past {
  const ada: PastCustomer = {
    id: 'ada',
    person: 'ada',
    values: {
      ...{ name: 'Ada Lovelace', firstName: 'Ada', lastName: 'Lovelace', companyName: null, email: 'ada@example.com' },
      ...{ phone: phone === null ? null : '+12025550123', isCompany: false, isLead: false, source: 'jobber' },
    },
    place: { province: 'NY', postalCode: '10001', country: 'US' },
    consent: {},
    phones: [],
    mutedAt: null,
    goneAt: null,
    changes: changes ?? { email: [], sms: [] },
  };
  return {
    business: {
      ...{ name: 'Green Lawns', phone: null, websiteUrl: null, replyTo: null, zone: 'America/New_York', country: 'US' },
      ...{ street1: '1 Main Street', city: 'New York', province: 'NY', postalCode: '10001', imageHosts: [] },
      ...{ logoUrl: null, brandColor: null, reviewUrl: null, bookingUrl: null },
    },
    window: {},
    holidays: usualHolidays,
    events,
    customers: new Map([['ada', ada]]),
    stays: [],
    elsewhere: [],
    sends: [],
    purchases: [],
    ...more,
  };
}
