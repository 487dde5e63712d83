import { type PurposeRules, purposeKeys, rulesOf } from './purposes.ts';

export type Category = PurposeRules['category'];

/** What a customer can refuse one by one, in the words in which they are asked. */
export const categories: Record<Category, { label: string; about: string }> = {
  appointments: { label: 'Appointments', about: 'Reminders of a visit that is planned' },
  invoices: { label: 'Invoices', about: 'Reminders of an invoice that is open' },
  quotes: { label: 'Quotes', about: 'Questions about a quote that you were sent' },
  reviews: { label: 'Reviews', about: 'Requests to say how it went' },
  offers: { label: 'News and offers', about: 'Thank-yous, seasonal reminders and offers' },
};

export const categoryKeys = Object.keys(categories) as [Category, ...Category[]];

/** The categories of which every message is advertising: those that one click on Unsubscribe ends. */
export const marketingCategories: readonly Category[] = categoryKeys.filter((category) =>
  purposeKeys.some((purpose) => rulesOf(purpose).category === category && rulesOf(purpose).class === 'marketing'),
);
