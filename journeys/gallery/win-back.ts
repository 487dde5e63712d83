import type { Definition, Step } from '../definition.ts';
import { daytime, type GalleryJourney, hello, orCall, written } from './gallery-journey.ts';

type Truths = { onlyIf?: { fact: 'quote_open' | 'no_open_visit' }[] };

const steps = (quote: string, title: string, still: Truths): Step[] => [
  { id: 'six-weeks', kind: 'wait', amount: 45, unit: 'days' },
  {
    id: 'ask',
    kind: 'send_email',
    subject: 'Is this still on your list?',
    body: `${hello}

Some weeks ago we sent you our ${quote}${title}. Plans change, so here is one question: is it still on your list?

If so, reply to this email${orCall}, and we will bring it up to date for you. If a smaller step would suit you better, tell us: often there is one.

Best wishes,
{{ business.name }}`,
    ...still,
  },
  { id: 'two-months', kind: 'wait', amount: 60, unit: 'days' },
  {
    id: 'last',
    kind: 'send_email',
    subject: 'We are here when you need us',
    body: `${hello}

Our ${quote}${title} has been lying for a while, and we do not want to keep asking. Should you come back to it some day, reply to this email${orCall}: we keep your details, and you will not have to explain it again.

All the best,
{{ business.name }}`,
    ...still,
  },
];

const ends = (on: string, goal: boolean, about: 'entity' | 'customer'): Definition['exits'][number] => ({
  ...{ on, goal, about },
});
const shared = {
  purpose: 'win_back' as const,
  reentry: { rule: 'not_within_days' as const, days: 180 },
  window: daytime,
};

export const winBack: GalleryJourney = {
  name: 'Unsold-estimate win-back',
  summary:
    'Comes back to a quote that nobody answered, after six weeks and once more two months later, without pressing. It stops with an approval, a booking or an answer.',
  notes: ['It goes well with the quote follow-up, which ends long before this begins.'],
  definitions: {
    jobber: written({
      on: 'jobber',
      starts: 'quote_sent',
      ...shared,
      steps: steps('quote', '{% if quote.title %} for {{ quote.title }}{% endif %}', {
        onlyIf: [{ fact: 'quote_open' }, { fact: 'no_open_visit' }],
      }),
      exits: [
        ends('quote_approved', true, 'entity'),
        ends('visit_scheduled', true, 'customer'),
        ends('replied', false, 'customer'),
      ],
    }),
    quickbooks: written({
      on: 'quickbooks',
      starts: 'quote_sent',
      ...shared,
      // An estimate that has run out is closed there, and the very one to come back to.
      steps: steps('estimate', '', {}),
      exits: [
        ends('quote_approved', true, 'entity'),
        ends('invoice_sent', true, 'customer'),
        ends('replied', false, 'customer'),
      ],
    }),
  },
};
