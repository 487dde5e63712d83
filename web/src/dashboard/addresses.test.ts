import { expect, it } from '@jest/globals';
import { moneyBehind, problemPlace, rowsBehind } from './addresses.ts';

const days = { from: '2026-11-17', to: '2026-11-23' };

it('leads from a number to its rows', () => {
  expect(rowsBehind('clicked', days)).toBe('/messages?reached=clicked&from=2026-11-17&to=2026-11-23');
  expect(rowsBehind('sent', days, 'j1')).toBe('/messages?journey=j1&reached=sent&from=2026-11-17&to=2026-11-23');
  expect(rowsBehind('goals', days, 'j1')).toBe('/results?journey=j1&from=2026-11-17&to=2026-11-23');
  expect(moneyBehind('invoice_paid', days)).toBe('/results?worth=invoice_paid&from=2026-11-17&to=2026-11-23');
});

it('leads from a problem to where it is solved', () => {
  expect(problemPlace({ kind: 'held', code: 'no_sender' })).toBe('/people?hold=no_sender');
  expect(problemPlace({ kind: 'held', code: 'attention' })).toBe('/attention');
  expect(problemPlace({ kind: 'unknown', code: 'unknown' })).toBe('/messages?status=unknown');
  expect(problemPlace({ kind: 'silent', code: 'jobber' })).toBe('/settings/integrations');
});
