import type { Definition, Step } from '../definition.ts';
import { daytime, type GalleryJourney, hello, orCall, written } from './gallery-journey.ts';

type Truths = { onlyIf?: { fact: 'no_open_visit' }[] };

const steps = (free: Truths): Step[] => [
  { id: 'half-a-year', kind: 'wait', amount: 180, unit: 'days' },
  {
    id: 'ask',
    kind: 'send_email',
    subject: 'Is it time again?',
    body: `${hello}

It has been about half a year since we worked for you. If something has come up again, you can pick a time here:

[Book a visit]({{ business.booking_link }})

Or reply to this email${orCall}.

Best wishes,
{{ business.name }}`,
    ...free,
  },
  {
    id: 'opened',
    kind: 'wait_for',
    for: 'clicked',
    amount: 21,
    unit: 'days',
    happened: [{ id: 'seen', kind: 'exit' }],
    timedOut: [
      {
        id: 'remind',
        kind: 'send_email',
        subject: 'A time that suits you',
        body: `${hello}

If you would like us to come by again, there is still room in our calendar:

[Book a visit]({{ business.booking_link }})

If not, no answer is needed.

Best wishes,
{{ business.name }}`,
        ...free,
      },
    ],
  },
];

const back = (on: string, goal = true): Definition['exits'][number] => ({ on, goal, about: 'customer' });
const shared = { purpose: 'rebooking' as const, window: daytime };

export const rebooking: GalleryJourney = {
  name: 'Rebooking',
  summary:
    'Asks half a year after the work whether it is time again, with your booking link, and once more three weeks later. It stops as soon as the customer books.',
  notes: ['Change the wait to how often your work is needed: a furnace once a year, gutters twice.'],
  definitions: {
    jobber: written({
      on: 'jobber',
      starts: 'job_completed',
      ...shared,
      steps: steps({ onlyIf: [{ fact: 'no_open_visit' }] }),
      exits: [
        back('visit_scheduled'),
        back('quote_approved'),
        back('job_started'),
        back('job_completed'),
        back('replied', false),
      ],
    }),
    quickbooks: written({
      on: 'quickbooks',
      starts: 'invoice_paid',
      ...shared,
      // Visits are not kept there.
      steps: steps({}),
      exits: [back('quote_approved'), back('invoice_sent'), back('invoice_paid'), back('replied', false)],
    }),
  },
};
