import type { GalleryJourney } from './gallery-journey.ts';
import { invoiceReminder } from './invoice-reminder.ts';
import { quoteFollowUp } from './quote-follow-up.ts';
import { rebooking } from './rebooking.ts';
import { reviewRequest } from './review-request.ts';
import { thankYou } from './thank-you.ts';
import { visitReminder } from './visit-reminder.ts';
import { welcome } from './welcome.ts';
import { winBack } from './win-back.ts';

export type { GalleryJourney } from './gallery-journey.ts';

/** The ready journeys, in the order in which they are shown. */
export const gallery = {
  review_request: reviewRequest,
  quote_follow_up: quoteFollowUp,
  invoice_reminder: invoiceReminder,
  thank_you: thankYou,
  rebooking,
  welcome,
  visit_reminder: visitReminder,
  win_back: winBack,
} as const satisfies Record<string, GalleryJourney>;

export type GalleryKey = keyof typeof gallery;
export const galleryKeys = Object.keys(gallery) as [GalleryKey, ...GalleryKey[]];
