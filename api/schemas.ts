/** The shapes of every request body and answer: parsed on the way in, published as OpenAPI, typed in the web app. */
export * from './schemas/accounts.ts';
export * from './schemas/activity.ts';
export * from './schemas/brand.ts';
export * from './schemas/consent.ts';
export * from './schemas/conversations.ts';
export * from './schemas/customers.ts';
export * from './schemas/gallery.ts';
export * from './schemas/integrations.ts';
export * from './schemas/journey-versions.ts';
export * from './schemas/journeys.ts';
export * from './schemas/matches.ts';
export * from './schemas/message-reviews.ts';
export * from './schemas/notifications.ts';
export * from './schemas/previews.ts';
export * from './schemas/senders.ts';
export * from './schemas/sending.ts';
export * from './schemas/shared.ts';
