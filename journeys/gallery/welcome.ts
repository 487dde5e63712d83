import type { Step } from '../definition.ts';
import { daytime, type GalleryJourney, hello, written } from './gallery-journey.ts';

const steps: Step[] = [
  { id: 'soon', kind: 'wait', amount: 1, unit: 'hours' },
  {
    id: 'welcome',
    kind: 'send_email',
    subject: 'Welcome to {{ business.name }}',
    body: `${hello}

Welcome, and thank you for choosing {{ business.name }}.

Here is how to reach us whenever you need something:
{% if business.phone %}
Phone: {{ business.phone }}
{% endif %}{% if business.website %}
Web: {{ business.website }}
{% endif %}
You can also just reply to this email. We are glad to have you.

{{ business.name }}`,
  },
];

const shared = {
  purpose: 'welcome' as const,
  reentry: { rule: 'once_per_customer' as const },
  window: daytime,
  usefulForHours: 72,
  steps,
};

export const welcome: GalleryJourney = {
  name: 'New-customer welcome',
  summary: 'Greets every new customer once, an hour after they were added, and says how to reach you.',
  notes: ['Pause it before you import a list of customers: each of them would count as new.'],
  definitions: {
    jobber: written({
      on: 'jobber',
      starts: 'client_created',
      ...shared,
      filter: { field: 'client.is_lead', is: 'is_not', value: true },
    }),
    quickbooks: written({ on: 'quickbooks', starts: 'client_created', ...shared }),
  },
};
