import { describe, expect, it } from '@jest/globals';
import { usualHolidays } from '../holidays.ts';
import { conditionValues } from '../values.ts';
import { type Known, openCards, pick } from './card.ts';
import type { Past, PastCustomer } from './past.ts';

const customer: PastCustomer = {
  ...{ id: 'ada', person: 'ada', consent: {}, phones: [], mutedAt: null, goneAt: null },
  place: { province: 'CO', postalCode: '80203', country: 'US' },
  values: {
    ...{ name: 'Ada Byron', firstName: 'Ada', lastName: 'Byron', companyName: 'Byron & Co.', source: 'import' },
    ...{ email: 'ada@example.com', phone: '+13035550123', isCompany: true, isLead: false },
    ...{ city: 'Denver', province: 'CO', postalCode: '80203' },
  },
  changes: { email: [], sms: [] },
};
const past: Past = {
  business: {
    ...{ name: 'Green Lawns', zone: 'America/Denver', phone: '+13035550100', websiteUrl: null, replyTo: 'a@b.example' },
    ...{ logoUrl: null, brandColor: null, bookingUrl: 'https://greenlawns.example/book', imageHosts: [] },
    ...{
      reviewUrl: null,
      street1: '1 Main Street',
      city: 'Denver',
      province: 'CO',
      postalCode: '80202',
      country: 'US',
    },
  },
  ...{ window: {}, holidays: usualHolidays, events: [], stays: [], elsewhere: [], sends: [], purchases: [] },
  customers: new Map([['ada', customer]]),
};
const known: Known = {
  card: openCards(past)(customer),
  facts: { 'job.total': 120, 'job.title': null, 'client.tags': 'Weekly, Gate code' },
  past: { isFirstJob: false, lastPurchaseAt: new Date('2026-10-05T12:00:00Z') },
};

describe('what is picked', () => {
  it('is what a real enrollment would see, name by name', () => {
    const real = conditionValues(customer.values, past.business, known.facts, known.past);
    expect(pick(new Set(Object.keys(real)), known, past)).toEqual(real);
    expect(Object.keys(real).length).toBeGreaterThan(20);
  });

  it('is nothing where nothing is known', () => {
    expect(pick(new Set(['job.nothing', 'customer.nothing', 'constructor']), known, past)).toEqual({
      'job.nothing': null,
      'customer.nothing': null,
      constructor: null,
    });
  });

  it('keeps one list of what was sent to one address, however it is spelled', () => {
    const twin = { ...customer, id: 'twin', values: { ...customer.values, email: 'ADA@example.com' } };
    const cardOf = openCards(past);
    expect(cardOf(twin).email?.sent).toBe(cardOf(customer).email?.sent);
    expect(cardOf(customer)).toBe(cardOf(customer));
  });
});
