import type { Figures } from '../journeys/reputation.ts';
import type { Tenant } from '../records/database.ts';
import { writeSingleMessage } from '../records/messages.ts';
import { readOrganization } from '../records/organizations.ts';
import { judgeReputation, type Reputation } from '../records/reputation.ts';
import { findSender } from '../records/senders.ts';
import type { Dependencies } from './dependencies.ts';

type ChannelName = 'email' | 'sms';

/**
 * Judges a channel after a bounce, a complaint or a text that carriers filtered. Returns the letter to the owner that
 * was written, if any: start it once the transaction is over.
 */
export async function watchReputation(
  deps: Dependencies,
  tenant: Tenant,
  channel: ChannelName,
): Promise<string | null> {
  const at = deps.clock();
  const news = await judgeReputation(tenant, channel, at);
  if (!news) return null;
  deps.log.warn({ organizationId: tenant.id, channel, level: news.level }, 'too much of what was sent came back');
  const { name, replyTo } = await readOrganization(tenant);
  const sender = deps.channels.email ? await findSender(tenant, 'email') : null;
  if (!replyTo || !sender) return null;
  const { subject, lines } = letterOf(news, name, deps.settings.publicUrl);
  return writeSingleMessage(
    tenant,
    {
      kind: 'notice',
      channel: 'email',
      to: replyTo,
      sender: { id: sender.id, from: deps.settings.platformFrom, replyTo: null },
      subject,
      text: lines.join('\n\n'),
      html: null,
      headers: {},
      customerId: null,
      answersId: null,
      askedBy: null,
    },
    at,
  );
}

/** Sends off a letter that is written and committed; should that fail, the worker finds it. */
export async function startLetter(deps: Dependencies, organizationId: string, messageId: string | null): Promise<void> {
  if (!messageId) return;
  await deps.temporal
    .startMessage({ organizationId, messageId, channel: 'email' })
    .catch((error: unknown) => deps.log.warn({ organizationId, err: error }, 'a letter to the owner waits'));
}

function letterOf({ channel, level, figures }: Reputation, name: string, publicUrl: string) {
  const what = channel === 'email' ? 'emails' : 'texts';
  const fact = `Of the ${figures.sent} ${what} that ${name} sent in the last seven days, ${cameBack(channel, figures)}.`;
  if (level === 'warned') {
    return {
      subject: `Too many of your ${what} come back`,
      lines: [
        fact,
        'If it becomes more, offers and review requests will wait, so that your reminders keep arriving.',
        `Please look at the addresses that fail: ${publicUrl}/messages`,
      ],
    };
  }
  return {
    subject: `Your ${what} with offers are on hold`,
    lines: [
      fact,
      `That is more than mail services accept, so offers, review requests and follow-ups by ${channel === 'email' ? 'email' : 'text'} wait. Reminders go on. Nothing is lost.`,
      `Look at what failed, then let them go on: ${publicUrl}/messages`,
    ],
  };
}

function cameBack(channel: ChannelName, { bounced, complained, filtered }: Figures): string {
  if (channel === 'sms') return `${filtered} were filtered by carriers`;
  return `${bounced} bounced and ${complained} were reported as unwanted`;
}
