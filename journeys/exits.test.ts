import { describe, expect, it } from '@jest/globals';
import { type Exit, emptyDefinition, type Step } from './definition.ts';
import { concernsEnrollment, exitBy, listensFor } from './exits.ts';

const paid: Exit = { on: 'invoice_paid', goal: true, about: 'entity' };
const booked: Exit = { on: 'job_started', goal: false, about: 'customer' };
const journey = (...exits: Exit[]) => ({ ...emptyDefinition(), exits });

describe('exits', () => {
  it('say once which kinds of events end a journey', () => {
    expect(listensFor(journey(paid, booked, { ...paid, about: 'customer' }, { ...booked, on: '' }))).toEqual([
      'invoice_paid',
      'job_started',
    ]);
  });

  it('about the own invoice are not taken by another one of the customer', () => {
    expect(exitBy(journey(paid), { trigger: 'invoice_paid', about: 'customer' })).toBeNull();
    expect(exitBy(journey(paid), { trigger: 'invoice_paid', about: 'entity' })).toEqual(paid);
    expect(exitBy(journey(paid), { trigger: 'job_started', about: 'entity' })).toBeNull();
  });

  it('about the customer are taken by their own invoice too', () => {
    expect(exitBy(journey(booked), { trigger: 'job_started', about: 'entity' })).toEqual(booked);
    expect(exitBy(journey(booked), { trigger: 'job_started', about: 'customer' })).toEqual(booked);
  });

  it('count as a goal when one of two says so', () => {
    const plain: Exit = { ...paid, about: 'customer', goal: false };
    expect(exitBy(journey(plain, paid), { trigger: 'invoice_paid', about: 'entity' })).toEqual(paid);
    expect(exitBy(journey(plain, paid), { trigger: 'invoice_paid', about: 'customer' })).toEqual(plain);
  });

  it('beside a wait: it is told of what happens to the same entity alone', () => {
    const length = { amount: 1, unit: 'days' } as const;
    const wait: Step = { id: 'for', kind: 'wait_for', for: 'invoice_paid', ...length, happened: [], timedOut: [] };
    const waits = { ...journey(), steps: [wait] };
    const told = (about: 'entity' | 'customer') =>
      concernsEnrollment(waits, { trigger: 'invoice_paid', about }, 'job_completed');
    expect([told('entity'), told('customer')]).toEqual([true, false]);
  });

  it('are not taken by what started the journey, told again', () => {
    const again = journey({ ...booked, on: 'job_completed' });
    const job = (about: 'entity' | 'customer') => ({ trigger: 'job_completed', about });
    expect(concernsEnrollment(again, job('entity'), 'job_completed')).toBe(false);
    expect(concernsEnrollment(again, job('customer'), 'job_completed')).toBe(true);
    expect(concernsEnrollment(again, job('entity'), 'visit_completed')).toBe(true);
    expect(concernsEnrollment(again, job('entity'), null)).toBe(true);
    expect(concernsEnrollment(journey(paid), job('customer'), 'visit_completed')).toBe(false);
  });
});
