import type { leastRole, RouteName } from '../roles.ts';
import type { PlainRoute, SignedRoute } from '../route.ts';
import { accounts } from './accounts.ts';
import { activity } from './activity.ts';
import { answerLinks } from './answer-links.ts';
import { apiKeys } from './api-keys.ts';
import { attention } from './attention.ts';
import { audit } from './audit.ts';
import { brand } from './brand.ts';
import { bulks } from './bulk.ts';
import { consent } from './consent.ts';
import { conversations } from './conversations.ts';
import { crm } from './crm.ts';
import { crmConnect } from './crm-connect.ts';
import { crmReturn } from './crm-return.ts';
import { customerErasure } from './customer-erasure.ts';
import { customerFile } from './customer-file.ts';
import { customerImports } from './customer-imports.ts';
import { customerTimeline } from './customer-timeline.ts';
import { customers } from './customers.ts';
import { dashboards } from './dashboard.ts';
import { documentation } from './documentation.ts';
import { enrollments } from './enrollments.ts';
import { entry } from './entry.ts';
import { exports } from './exports.ts';
import { gallery } from './gallery.ts';
import { health } from './health.ts';
import { journeyFiles } from './journey-files.ts';
import { journeyVersions } from './journey-versions.ts';
import { journeys } from './journeys.ts';
import { links } from './links.ts';
import { live } from './live.ts';
import { matches } from './matches.ts';
import { messageReviews } from './message-reviews.ts';
import { notifications } from './notifications.ts';
import { organization } from './organization.ts';
import { pauses } from './pauses.ts';
import { previews } from './previews.ts';
import { publications } from './publications.ts';
import { questions } from './questions.ts';
import { rehearsals } from './rehearsals.ts';
import { retries } from './retries.ts';
import { search } from './search.ts';
import { senderNumbers } from './sender-numbers.ts';
import { senderRoutes } from './senders.ts';
import { sending } from './sending.ts';
import { team } from './team.ts';
import { unsubscribe } from './unsubscribe.ts';
import { webhookLog } from './webhook-log.ts';
import { webhooks } from './webhooks.ts';
import { whys } from './why.ts';

// A route for signed-in callers cannot be listed as anyone's, and none can be missing.
type Routes = {
  [Name in RouteName]: (typeof leastRole)[Name] extends 'anyone' ? PlainRoute : PlainRoute | SignedRoute;
};

export const routes = {
  ...health,
  ...documentation,
  ...accounts,
  ...live,
  ...organization,
  ...team,
  ...audit,
  ...apiKeys,
  ...exports,
  ...customerErasure,
  ...crm,
  ...crmConnect,
  ...crmReturn,
  ...webhooks,
  ...senderRoutes,
  ...senderNumbers,
  ...customers,
  ...customerFile,
  ...customerImports,
  ...customerTimeline,
  ...search,
  ...consent,
  ...matches,
  ...brand,
  ...links,
  ...dashboards,
  ...gallery,
  ...journeys,
  ...journeyFiles,
  ...publications,
  ...journeyVersions,
  ...pauses,
  ...retries,
  ...previews,
  ...rehearsals,
  ...enrollments,
  ...entry,
  ...bulks,
  ...whys,
  ...activity,
  ...webhookLog,
  ...attention,
  ...messageReviews,
  ...conversations,
  ...notifications,
  ...sending,
  ...questions,
  ...answerLinks,
  ...unsubscribe,
} satisfies Routes;
