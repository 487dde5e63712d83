import { isAllowedRecipient } from '../journeys/recipients.ts';
import { manifests } from '../providers/manifests.ts';
import type { Connection } from '../records/connections.ts';
import { type Organization, readOrganization } from '../records/organizations.ts';
import type { Dependencies } from './dependencies.ts';

type Letter = { id: string; subject: string; lines: string[] };

/** The platform's own mail to the owner; the key is stable, so that a repeated call sends nothing twice. */
export async function tellOwnerToReconnect(deps: Dependencies, connection: Connection): Promise<void> {
  await tell(deps, connection, (organization) => ({
    id: `reconnect-${connection.id}-${connection.statusChangedAt.getTime()}`,
    subject: 'Please reconnect: your journeys are waiting',
    lines: [
      `The connection of ${organization.name} to ${nameOf(connection)} does not work any more: its access was withdrawn.`,
      'People in your journeys wait, and nothing is lost.',
      `Connect again and they go on by themselves: ${page(deps)}`,
    ],
  }));
}

/** The same some days before the consent ends by itself: nobody waits yet, and one click keeps it so. */
export async function tellOwnerConsentEnds(
  deps: Dependencies,
  connection: Connection,
  { endsAt, days }: { endsAt: Date; days: number },
): Promise<void> {
  await tell(deps, connection, (organization) => {
    const provider = nameOf(connection);
    const day = new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: organization.zone }).format(endsAt);
    return {
      id: `consent-${connection.id}-${connection.statusChangedAt.getTime()}-${days}`,
      subject: `Please reconnect ${provider} before ${day}`,
      lines: [
        `${provider} lets a connection last for a limited time, and that of ${organization.name} ends on ${day}.`,
        `Reconnect before then and nothing changes: customers, journeys and history stay. ${page(deps)}`,
        'Afterwards people in your journeys would wait until you have connected again.',
      ],
    };
  });
}

async function tell(
  deps: Dependencies,
  { id, organizationId }: Connection,
  write: (organization: Organization) => Letter,
): Promise<void> {
  const channel = deps.channels.email;
  const organization = await deps.database.withOrganization(organizationId, readOrganization);
  const to = organization.replyTo;
  if (!channel || !to) return;
  if (!isAllowedRecipient(to, deps.settings.allowedRecipients.email)) {
    deps.log.warn({ connectionId: id }, 'the owner was not told: the address is not in ALLOWED_RECIPIENTS');
    return;
  }
  const letter = write(organization);
  await channel.send({
    id: letter.id,
    to,
    from: deps.settings.platformFrom,
    replyTo: null,
    subject: letter.subject,
    text: letter.lines.join('\n\n'),
    html: null,
    headers: {},
    until: null,
  });
}

const page = ({ settings }: Dependencies): string => `${settings.publicUrl}/settings/integrations`;

const nameOf = ({ provider }: Connection): string =>
  Object.values(manifests).find(({ key }) => key === provider)?.name ?? provider;
