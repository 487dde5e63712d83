import type { Role } from './schemas.ts';

/** The least role of every route. A route that is not here does not exist; `anyone` needs no session. */
export const leastRole = {
  'GET /api/health': 'anyone',
  'GET /api/ready': 'anyone',
  // Answered inside the own network only.
  'GET /api/metrics': 'anyone',
  'GET /api/openapi.json': 'anyone',
  'GET /api/docs{/*file}': 'anyone',

  'POST /api/auth/sign-up/email': 'anyone',
  'POST /api/auth/sign-in/email': 'anyone',
  'POST /api/auth/sign-out': 'anyone',
  'GET /api/auth/get-session': 'anyone',
  'POST /api/auth/request-password-reset': 'anyone',
  'POST /api/auth/reset-password': 'anyone',
  'GET /api/auth/verify-email': 'anyone',
  'POST /api/auth/send-verification-email': 'anyone',
  'POST /api/auth/change-password': 'viewer',

  // The web app asks before anybody has signed in; nobody is an answer, not a problem.
  'GET /api/me': 'anyone',
  'PUT /api/me/organization': 'anyone',
  'GET /api/live': 'viewer',
  'GET /api/organization': 'viewer',
  'GET /api/organization/public-holidays': 'viewer',
  'PATCH /api/organization': 'admin',

  'GET /api/team': 'viewer',
  'POST /api/team/invitations': 'admin',
  'DELETE /api/team/invitations/:id': 'admin',
  'PATCH /api/team/members/:id': 'admin',
  'DELETE /api/team/members/:id': 'admin',
  'GET /api/api-keys': 'admin',
  'POST /api/api-keys': 'admin',
  'DELETE /api/api-keys/:id': 'admin',
  'GET /api/audit-log': 'admin',
  'GET /api/exports/everything': 'admin',
  'POST /api/customers/:id/erasures': 'owner',
  'GET /api/audit-log/actors': 'admin',
  // From the letter: its key opens them.
  'GET /api/invitation': 'anyone',
  'POST /api/invitation/acceptances': 'anyone',

  'GET /api/integrations': 'viewer',
  'POST /api/integrations/:provider/refresh': 'admin',
  'GET /api/crm/:provider/status': 'viewer',
  'GET /api/crm/:provider/connect': 'admin',
  // The provider sends the owner's browser here; what it may do hangs on session and state.
  'GET /api/crm/:provider/callback': 'anyone',
  // Where the provider's own pages lead: to a new consent, and away after the end of one.
  'GET /api/crm/:provider/reconnect': 'admin',
  'GET /api/crm/:provider/disconnected': 'anyone',
  'POST /api/crm/:provider/sync-customers': 'member',
  'POST /api/crm/:provider/disconnect': 'admin',

  // The vendors sign these.
  'POST /api/crm/:provider/webhook': 'anyone',
  'POST /api/channels/email/webhook': 'anyone',
  'POST /api/channels/sms/status': 'anyone',
  'POST /api/channels/sms/inbound': 'anyone',

  'GET /api/sending': 'viewer',
  'POST /api/sending/pauses': 'member',
  'DELETE /api/sending/pauses': 'member',
  'DELETE /api/sending/holds/:channel': 'owner',

  'GET /api/questions': 'viewer',
  'GET /api/questions/count': 'viewer',
  'POST /api/questions/:id/answers': 'member',

  // From a link in a message: its signature is the key.
  'GET /u/:token': 'anyone',
  'POST /u/:token': 'anyone',
  'GET /a/:token': 'anyone',
  'POST /a/:token': 'anyone',

  'GET /api/triggers': 'viewer',
  'GET /api/customers': 'viewer',
  // Before the address with an id: the first that fits answers.
  'GET /api/customers/matches': 'viewer',
  'GET /api/customers/matches/count': 'viewer',
  'POST /api/customers/matches/:id/links': 'member',
  'DELETE /api/customers/matches/:id/links': 'member',
  'POST /api/customers/matches/:id/declines': 'member',
  'GET /api/customers/file': 'viewer',
  'GET /api/customers/:id': 'viewer',
  'GET /api/customers/:id/timeline': 'viewer',
  'POST /api/customers/:id/mutes': 'member',
  'DELETE /api/customers/:id/mutes': 'member',
  'GET /api/customers/:id/evidence': 'viewer',
  'GET /api/customer-imports': 'viewer',
  'POST /api/customer-imports': 'member',
  'POST /api/customer-imports/checks': 'member',
  'GET /api/search': 'viewer',
  'GET /api/consent/questions': 'viewer',
  'POST /api/consent/questions/:id/decisions': 'member',
  'GET /api/twins': 'viewer',
  'POST /api/twins/:id/links': 'member',
  'DELETE /api/twins/:id/links': 'member',
  'POST /api/twins/:id/declines': 'member',

  'GET /api/brand': 'viewer',
  'PATCH /api/brand': 'admin',

  'GET /l/:id': 'anyone',

  'GET /api/dashboard': 'viewer',
  'GET /api/results': 'viewer',

  'GET /api/gallery': 'viewer',
  'GET /api/journeys': 'viewer',
  'POST /api/journeys': 'member',
  'GET /api/journeys/:id': 'viewer',
  'GET /api/journeys/:id/step-counts': 'viewer',
  'PUT /api/journeys/:id/draft': 'member',
  'POST /api/journeys/:id/publications': 'member',
  'GET /api/journeys/:id/publications/next': 'viewer',
  'GET /api/journeys/:id/versions': 'viewer',
  'GET /api/journeys/:id/versions/:number': 'viewer',
  'POST /api/journeys/:id/versions/:number/restorations': 'member',
  'GET /api/journeys/:id/pauses': 'viewer',
  'POST /api/journeys/:id/resumptions': 'member',
  'POST /api/journeys/:id/pauses': 'member',
  'DELETE /api/journeys/:id/pauses': 'member',
  'POST /api/journeys/:id/archives': 'member',
  'GET /api/journeys/:id/file': 'viewer',
  'POST /api/journey-files': 'member',
  'POST /api/journeys/:id/previews': 'member',
  'POST /api/journeys/:id/test-sends': 'member',
  'POST /api/journeys/:id/rehearsals': 'member',
  'POST /api/journeys/:id/rehearsals/customers/:customerId': 'member',
  'GET /api/gallery/:key/rehearsal': 'viewer',

  'POST /api/journeys/:id/enrollments': 'member',
  'POST /api/journeys/:id/bulk-rehearsals': 'member',
  'POST /api/journeys/:id/bulk-enrollments': 'member',
  'GET /api/journeys/:id/bulk-enrollments': 'viewer',
  'GET /api/bulk-enrollments/:id': 'viewer',
  'GET /api/bulk-enrollments/:id/customers': 'viewer',
  'POST /api/bulk-enrollments/:id/stops': 'member',
  'GET /api/decisions': 'viewer',
  'POST /api/decisions/:id/answers': 'member',
  'GET /api/customers/:id/why': 'viewer',

  'GET /api/enrollments': 'viewer',
  'GET /api/enrollments/:id': 'viewer',
  'POST /api/enrollments/:id/stops': 'member',
  'POST /api/enrollments/:id/skips': 'member',
  'POST /api/enrollments/:id/retries': 'member',

  'GET /api/conversations': 'viewer',
  'GET /api/conversations/count': 'viewer',
  'GET /api/conversations/:id': 'viewer',
  'GET /api/conversations/:id/messages': 'viewer',
  'POST /api/conversations/:id/reads': 'member',
  'POST /api/conversations/:id/answers': 'member',
  'GET /api/notification-targets': 'viewer',
  'POST /api/notification-targets': 'admin',
  'DELETE /api/notification-targets/:id': 'admin',

  'GET /api/senders': 'viewer',
  'POST /api/senders/domains': 'admin',
  'POST /api/senders/accounts': 'admin',
  'GET /api/senders/numbers': 'admin',
  'GET /api/senders/numbers/available': 'admin',
  'POST /api/senders/purchases': 'owner',
  'POST /api/senders/numbers': 'admin',
  'PATCH /api/senders/:id': 'admin',
  'DELETE /api/senders/:id': 'admin',
  'POST /api/senders/:id/choices': 'admin',
  'POST /api/senders/:id/verifications': 'admin',

  'GET /api/attention': 'viewer',
  'GET /api/attention/failures': 'viewer',
  'POST /api/attention/failures/views': 'member',

  'GET /api/messages': 'viewer',
  'GET /api/messages/:id': 'viewer',
  'POST /api/messages/:id/reviews': 'member',
  'GET /api/events': 'viewer',
  'GET /api/deliveries': 'viewer',
  'GET /api/deliveries/topics': 'viewer',
  'GET /api/deliveries/strays': 'admin',
} as const satisfies Record<string, Role | 'anyone'>;

export type RouteName = keyof typeof leastRole;

/** The method as Express names it, and the path. */
export function splitName(name: RouteName): ['get' | 'post' | 'put' | 'patch' | 'delete', string] {
  const [method = '', path = ''] = name.split(' ');
  return [method.toLowerCase() as 'get', path];
}
