import { expect, it } from '@jest/globals';
import { journeyOf } from '../testing/paper-journey.ts';
import type { Step } from './definition.ts';
import type { Purpose } from './purposes.ts';
import { usefulUntil } from './useful.ts';

const since = new Date('2026-11-24T15:00:00Z');
const mail = (usefulForHours?: number): Step => ({
  ...{ id: 'mail', kind: 'send_email', subject: '', body: '' },
  ...(usefulForHours !== undefined && { usefulForHours }),
});
const days = (until: Date) => (until.getTime() - since.getTime()) / (24 * 60 * 60 * 1000);

it('a message helps as long as it says, else as its journey says, else as is usual', () => {
  const own = journeyOf([], { usefulForHours: 48 });
  expect([days(usefulUntil(own, mail(24), since)), days(usefulUntil(own, mail(), since))]).toEqual([1, 2]);
  const usual = (purpose: Purpose) => days(usefulUntil(journeyOf([], { purpose }), mail(), since));
  expect([usual('thank_you'), usual('invoice_reminder'), usual('visit_reminder')]).toEqual([7, 3, 1]);
});
