/** What a provider says about consent, by family of purposes; absent means that it does not say. */
export type ConsentFlag =
  | 'receivesReminders'
  | 'receivesFollowUps'
  | 'receivesQuoteFollowUps'
  | 'receivesInvoiceFollowUps'
  | 'receivesReviewRequests';

export type Consent = Partial<Record<ConsentFlag, boolean>>;

/** Flat values for templates, keyed as people write them: `customer.first_name`, `business.name`, `job.title`. */
export type TemplateFacts = Readonly<Record<string, string | number | boolean | null>>;
