import { isAllowedRecipient } from '../journeys/recipients.ts';
import type { Connection } from '../records/connections.ts';
import { readOrganization } from '../records/organizations.ts';
import type { Dependencies } from './dependencies.ts';

/** The platform's own mail to the owner; the key is stable, so that a repeated call sends nothing twice. */
export async function tellOwnerToReconnect(deps: Dependencies, connection: Connection): Promise<void> {
  const channel = deps.channels.email;
  const organization = await deps.database.withOrganization(connection.organizationId, readOrganization);
  const to = organization.replyTo;
  if (!channel || !to) return;
  if (!isAllowedRecipient(to, deps.settings.allowedRecipients.email)) {
    deps.log.warn({ connectionId: connection.id }, 'the owner was not told: the address is not in ALLOWED_RECIPIENTS');
    return;
  }
  const link = `${deps.settings.publicUrl}/settings/integrations`;
  const lines = [
    `The connection of ${organization.name} to ${connection.provider} does not work any more: its access was withdrawn.`,
    'People in your journeys wait, and nothing is lost.',
    `Connect again and they go on by themselves: ${link}`,
  ];
  await channel.send({
    id: `reconnect-${connection.id}-${connection.statusChangedAt.getTime()}`,
    to,
    from: deps.settings.platformFrom,
    replyTo: null,
    subject: 'Please reconnect: your journeys are waiting',
    text: lines.join('\n\n'),
    html: null,
    headers: {},
    until: null,
  });
}
