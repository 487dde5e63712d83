/** Pages that nobody needs to sign in for. */
export const doorPaths = [
  'sign-in',
  'sign-up',
  'forgot-password',
  'reset-password',
  'invitation',
  'connect/:provider',
  'disconnected/:provider',
] as const;

/** Pages of a business, behind the sign-in; the browser tests visit every one of both lists. */
export const roomPaths = [
  '/',
  'journeys',
  'journeys/new',
  'journeys/:journeyId',
  'journeys/:journeyId/edit',
  'journeys/:journeyId/overview',
  'journeys/:journeyId/rehearsal',
  'journeys/:journeyId/rehearsal/:customerId',
  'journeys/:journeyId/past-customers',
  'people',
  'results',
  'people/:enrollmentId',
  'customers',
  'customers/import',
  'customers/matches',
  'customers/:customerId',
  'customers/:customerId/evidence',
  'customers/:customerId/why',
  'papers',
  'conversations',
  'conversations/:conversationId',
  'questions',
  'attention',
  'messages',
  'activity',
  'settings',
  'settings/integrations',
  'settings/senders',
  'settings/sending-hours',
  'settings/notifications',
  'settings/business',
  'settings/brand',
  'settings/team',
  'settings/api-keys',
  'settings/webhooks',
  'settings/audit-log',
  'settings/data',
] as const;

export type DoorPath = (typeof doorPaths)[number];
export type RoomPath = (typeof roomPaths)[number];

/** Pages whose words and styles are in the first load; every other one brings the rest of them along. */
export const firstPaths: readonly (DoorPath | RoomPath)[] = [
  'sign-in',
  'sign-up',
  'forgot-password',
  'reset-password',
  '/',
];
