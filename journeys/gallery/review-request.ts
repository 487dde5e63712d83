import type { Step } from '../definition.ts';
import { daytime, type GalleryJourney, hello, orCall, startsByPayment, written } from './gallery-journey.ts';

// Everybody is asked alike, before anybody is asked how it went: anything else is review gating.
const steps: Step[] = [
  { id: 'a-day', kind: 'wait', amount: 1, unit: 'days' },
  {
    id: 'ask',
    kind: 'send_email',
    subject: 'How did we do?',
    body: `${hello}

Thank you for having {{ business.name }} over. Would you tell others how it went, good or bad? It takes about a minute:

[Write a review]({{ business.review_link }})

Your honest words help people nearby choose, and help us get better. If something is not right, just reply to this email${orCall}: we want to fix it.

Thank you,
{{ business.name }}`,
  },
  {
    id: 'opened',
    kind: 'wait_for',
    for: 'clicked',
    amount: 5,
    unit: 'days',
    happened: [{ id: 'reached', kind: 'exit', goal: true }],
    timedOut: [
      {
        id: 'was-asked',
        kind: 'branch',
        lanes: [
          {
            id: 'asked',
            when: { step: 'ask', was: 'sent' },
            steps: [
              {
                id: 'remind',
                kind: 'send_email',
                subject: 'A minute for a review?',
                body: `${hello}

A few days ago we asked how our work turned out for you. If you have a minute, we would be glad to read your honest opinion:

[Write a review]({{ business.review_link }})

We will not ask again. Thank you either way,
{{ business.name }}`,
              },
            ],
          },
        ],
        otherwise: [],
      },
    ],
  },
];

const shared = {
  purpose: 'review_request',
  reentry: { rule: 'not_within_days', days: 180 },
  exclusive: 'review request',
  window: daytime,
  exits: [
    { on: 'replied', goal: false, about: 'customer' },
    // Who disputes a bill is not asked for a favor.
    { on: 'invoice_overdue', goal: false, about: 'customer' },
  ],
  steps,
} as const satisfies Partial<Parameters<typeof written>[0]>;

export const reviewRequest: GalleryJourney = {
  name: 'Review request',
  summary:
    'Asks every customer once for an honest review, a day after the work, and once more after five days if they did not open the link.',
  notes: [
    'Everybody is asked alike, happy or not. To ask only those who are content is forbidden by Google and the FTC.',
    'Nobody is asked twice within 180 days.',
    startsByPayment,
  ],
  definitions: {
    jobber: written({ on: 'jobber', starts: 'job_completed', ...shared, exits: [...shared.exits] }),
    quickbooks: written({ on: 'quickbooks', starts: 'invoice_paid', ...shared, exits: [...shared.exits] }),
  },
};
