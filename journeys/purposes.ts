import type { ConsentFlag } from './facts.ts';

/** What a message is for decides its class, which of the provider's consent flags must not be false, and its category. */
export type PurposeRules = {
  label: string;
  class: 'transactional' | 'marketing';
  consentFlag: ConsentFlag;
  category: 'appointments' | 'invoices' | 'quotes' | 'reviews' | 'offers';
  /** A reminder still helps after three days; a thank-you does not. */
  reminder?: true;
};

const offer = { class: 'marketing', consentFlag: 'receivesFollowUps', category: 'offers' } as const;

export const purposes = {
  visit_reminder: {
    label: 'Visit reminder',
    class: 'transactional',
    consentFlag: 'receivesReminders',
    category: 'appointments',
  },
  invoice_reminder: {
    label: 'Invoice reminder',
    class: 'transactional',
    consentFlag: 'receivesInvoiceFollowUps',
    category: 'invoices',
    reminder: true,
  },
  quote_follow_up: {
    label: 'Quote follow-up',
    class: 'marketing',
    consentFlag: 'receivesQuoteFollowUps',
    category: 'quotes',
    reminder: true,
  },
  review_request: {
    label: 'Review request',
    class: 'marketing',
    consentFlag: 'receivesReviewRequests',
    category: 'reviews',
  },
  thank_you: { label: 'Thank you', ...offer },
  welcome: { label: 'Welcome', ...offer },
  rebooking: { label: 'Rebooking', ...offer },
  win_back: { label: 'Win back', ...offer },
  other: { label: 'Something else', ...offer },
} as const satisfies Record<string, PurposeRules>;

export type Purpose = keyof typeof purposes;

export const purposeKeys = Object.keys(purposes) as [Purpose, ...Purpose[]];

/** The rules of a purpose. */
export const rulesOf = (purpose: Purpose): PurposeRules => purposes[purpose];
