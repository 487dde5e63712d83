import type { Step } from '../definition.ts';
import { type GalleryJourney, hello, orCall, workdays, written } from './gallery-journey.ts';

const unpaid = [{ fact: 'invoice_unpaid' as const }];
const number = '{% if invoice.number %} {{ invoice.number }}{% endif %}';
const pay = '{% if invoice.pay_link %}You can pay it here: {{ invoice.pay_link }}\n\n{% endif %}';

const steps: Step[] = [
  { id: 'morning', kind: 'wait_until', time: '10:00', weekdays: [1, 2, 3, 4, 5], date: null, passed: 'go_on' },
  {
    id: 'first',
    kind: 'send_email',
    subject: `Invoice${number} from {{ business.name }}`,
    body: `${hello}

This is a friendly reminder that our invoice${number} was due{% if invoice.due_date %} on {{ invoice.due_date | date: "%B %-d" }}{% endif %}. It may simply have slipped through.

${pay}If you have paid already, thank you, and please forget this email. If something about the invoice is not clear, just reply${orCall}.

Best wishes,
{{ business.name }}`,
    onlyIf: unpaid,
  },
  { id: 'five-days', kind: 'wait', amount: 5, unit: 'days' },
  {
    id: 'text',
    kind: 'send_sms',
    body: `{{ business.name }}: our invoice${number} is still open. {% if invoice.pay_link %}You can pay here: {{ invoice.pay_link }} {% endif %}Questions? Just answer. Reply STOP to opt out`,
    fallback: true,
    onlyIf: unpaid,
  },
  { id: 'a-week', kind: 'wait', amount: 7, unit: 'days' },
  {
    id: 'still-open',
    kind: 'branch',
    lanes: [
      {
        id: 'open',
        // What could not be sent was paid, or is not to be pressed for.
        when: {
          all: [
            { not: { step: 'text', was: 'skipped' } },
            { not: { field: 'invoice.balance', is: 'at_most', value: 0 } },
          ],
        },
        steps: [
          {
            id: 'owner',
            kind: 'ask_owner',
            question: `Invoice${number} of {{ customer.name }} has been open for two weeks after its due date. Send a last reminder?`,
            amount: 3,
            unit: 'days',
            silence: 'no',
            yes: [
              {
                id: 'last',
                kind: 'send_email',
                subject: `Invoice${number}: can we help?`,
                body: `${hello}

Our invoice${number} is still open. Is there anything that keeps you from paying it? If you need more time or see it differently, please tell us: reply to this email${orCall}, and we will find a way.

${pay}Best wishes,
{{ business.name }}`,
                onlyIf: unpaid,
              },
            ],
            no: [],
          },
        ],
      },
    ],
    otherwise: [],
  },
];

const shared = {
  purpose: 'invoice_reminder' as const,
  window: workdays,
  // A long weekend lies between two of its days.
  usefulForHours: 120,
  exits: [
    { on: 'invoice_paid', goal: true, about: 'entity' as const },
    { on: 'replied', goal: false, about: 'customer' as const },
  ],
  steps,
};

export const invoiceReminder: GalleryJourney = {
  name: 'Unpaid-invoice reminder',
  summary:
    'Reminds kindly by email when an invoice is overdue and by text five days later; after two weeks it asks you before a last email. It stops with the payment.',
  notes: [
    'Before each message it is checked, in both systems, that the invoice is still unpaid.',
    'Invoices that were overdue before you connected are left alone.',
  ],
  definitions: {
    jobber: written({ on: 'jobber', starts: 'invoice_overdue', ...shared }),
    quickbooks: written({ on: 'quickbooks', starts: 'invoice_overdue', ...shared }),
  },
};
