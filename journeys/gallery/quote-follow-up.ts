import type { Step } from '../definition.ts';
import { type GalleryJourney, hello, orCall, workdays, written } from './gallery-journey.ts';

const open = [{ fact: 'quote_open' as const }];

const ask = (quote: string, link: string): Step => ({
  id: 'ask',
  kind: 'send_email',
  subject: `Any questions about your ${quote}?`,
  body: `${hello}

I wanted to make sure that you got our ${quote}, and to ask whether anything in it needs explaining.${link}

Just reply to this email${orCall}, whenever it suits you.

Best wishes,
{{ business.name }}`,
  onlyIf: open,
});

const last = (quote: string, until: string): Step => ({
  id: 'last',
  kind: 'send_email',
  subject: `Your ${quote} from {{ business.name }}`,
  body: `${hello}

Our ${quote} is still open.${until} If you want to go ahead, or to change something, reply to this email${orCall}.

If you have decided otherwise, that is fine: we will not write about it again.

Best wishes,
{{ business.name }}`,
  onlyIf: open,
});

const shared = {
  purpose: 'quote_follow_up' as const,
  window: workdays,
  usefulForHours: 120,
  exits: [
    { on: 'quote_approved', goal: true, about: 'entity' as const },
    { on: 'replied', goal: false, about: 'customer' as const },
  ],
};
const twoDays: Step = { id: 'two-days', kind: 'wait', amount: 2, unit: 'days' };

export const quoteFollowUp: GalleryJourney = {
  name: 'Quote follow-up',
  summary:
    'Asks two days after a quote whether there are questions, and once more some days later. It stops as soon as the quote is approved or the customer answers.',
  notes: ['Before each message it is checked that the quote is still open.'],
  definitions: {
    jobber: written({
      on: 'jobber',
      starts: 'quote_sent',
      ...shared,
      steps: [
        twoDays,
        ask('quote', '{% if quote.link %} You can look at it again [here]({{ quote.link }}).{% endif %}'),
        { id: 'five-days', kind: 'wait', amount: 5, unit: 'days' },
        last('quote', ''),
      ],
    }),
    quickbooks: written({
      on: 'quickbooks',
      starts: 'quote_sent',
      ...shared,
      steps: [
        twoDays,
        ask('estimate', ''),
        { id: 'five-days', kind: 'wait', amount: 5, unit: 'days' },
        last(
          'estimate',
          '{% if quote.expires_at %} It is good until {{ quote.expires_at | date: "%B %-d" }}.{% endif %}',
        ),
      ],
    }),
  },
};
