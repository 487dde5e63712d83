import { postalLine, templateFacts } from '../journeys/fields.ts';
import type { PublishContext } from '../journeys/publish-check.ts';
import { sendingWindowSchema } from '../journeys/sending-window.ts';
import { homeRegion } from '../journeys/whereabouts.ts';
import { acceptedWarnings } from '../records/accepted-warnings.ts';
import type { Tenant } from '../records/database.ts';
import { connectedProviders } from '../records/integration.ts';
import { listTargets } from '../records/notification-targets.ts';
import { type Organization, readOrganization } from '../records/organizations.ts';
import { findSender, whyNoSender } from '../records/senders.ts';
import type { ApiDependencies } from './dependencies.ts';

/** What the publish check has to know of this installation and this business. */
export async function publishContext(
  { manifests, providers, channels }: Pick<ApiDependencies, 'manifests' | 'providers' | 'channels'>,
  tenant: Tenant,
): Promise<PublishContext> {
  const organization = await readOrganization(tenant);
  return {
    // What the operator has not set up cannot start anything.
    providers: Object.fromEntries(Object.entries(manifests).filter(([key]) => Object.hasOwn(providers, key))),
    connected: await connectedProviders(tenant),
    channels: (['email', 'sms'] as const).filter((key) => channels[key] !== null),
    senders: { email: await whyNothingLeaves(tenant, 'email'), sms: await whyNothingLeaves(tenant, 'sms') },
    canAsk: (await listTargets(tenant)).length > 0,
    hasPostalAddress: postalLine(organization) !== null,
    own: { ...ownTexts(organization), imageHosts: organization.imageHosts },
    linksTracked: organization.trackLinks,
    hours: {
      window: sendingWindowSchema.catch({}).parse(organization.sendingWindow),
      region: homeRegion(organization),
    },
    accepted: await acceptedWarnings(tenant),
  };
}

const whyNothingLeaves = async (tenant: Tenant, channel: 'email' | 'sms') =>
  (await findSender(tenant, channel)) ? null : whyNoSender(tenant, channel);

const nobody = { name: '', firstName: '', lastName: '', companyName: null, email: null, phone: null };

function ownTexts(organization: Organization) {
  const { name, reviewUrl, bookingUrl } = organization;
  const known = Object.entries(templateFacts(nobody, organization, {})).flatMap(([field, value]) =>
    field.startsWith('business.') && value ? field : [],
  );
  return {
    name,
    known,
    links: known.filter((field) => field.endsWith('_link')),
    addresses: {
      ...(reviewUrl && { 'business.review_link': reviewUrl }),
      ...(bookingUrl && { 'business.booking_link': bookingUrl }),
    },
  };
}
