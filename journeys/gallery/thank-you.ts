import type { Step } from '../definition.ts';
import { daytime, type GalleryJourney, hello, orCall, startsByPayment, written } from './gallery-journey.ts';

const thanks = (forWhat: string, subject: string): Step => ({
  id: 'thanks',
  kind: 'send_email',
  subject,
  body: `${hello}

Thank you for ${forWhat}. It was a pleasure to work for you.

Should anything not be as you wished, reply to this email${orCall}. We will see to it.

All the best,
{{ business.name }}`,
});

const shared = {
  purpose: 'thank_you' as const,
  reentry: { rule: 'not_within_days' as const, days: 30 },
  window: daytime,
  // Thanks that come days later seem forgotten.
  usefulForHours: 48,
};
const soon: Step = { id: 'soon', kind: 'wait', amount: 2, unit: 'hours' };

export const thankYou: GalleryJourney = {
  name: 'Thank you',
  summary: 'Says thank you the same day, asks for nothing, and tells the customer where to turn if something is wrong.',
  notes: ['A customer is thanked at most once in 30 days, however many jobs you do there.', startsByPayment],
  definitions: {
    jobber: written({
      on: 'jobber',
      starts: 'job_completed',
      ...shared,
      steps: [soon, thanks('choosing {{ business.name }}', 'Thank you')],
    }),
    quickbooks: written({
      on: 'quickbooks',
      starts: 'invoice_paid',
      ...shared,
      steps: [soon, thanks('your payment, and for choosing {{ business.name }}', 'Thank you for your payment')],
    }),
  },
};
