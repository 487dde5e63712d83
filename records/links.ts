import type { Database, Tenant } from './database.ts';
import { moveMessage } from './messages.ts';
import { recordClick } from './reactions.ts';

export type NewLink = { id: string; url: string };

/** Keeps where the links of a message lead; those that do not stand in it are left out. */
export async function saveLinks(
  tenant: Tenant,
  message: { id: string; bodyText: string | null },
  links: readonly NewLink[],
  at: Date,
): Promise<void> {
  const used = links.filter(({ id }) => message.bodyText?.includes(id));
  if (used.length === 0) return;
  await tenant.db.link.createMany({
    data: used.map(({ id, url }) => ({ id, url, organizationId: tenant.id, messageId: message.id, createdAt: at })),
    skipDuplicates: true,
  });
}

export type OpenedLink = { id: string; organizationId: string; messageId: string; url: string };

const shape = /^[\w-]{8,40}$/;

/** Where a link leads, whoever's it is; null: nowhere. */
export async function findLink(database: Database, id: string): Promise<OpenedLink | null> {
  if (!shape.test(id)) return null;
  const [row] = await database.call<{ organization_id: string; message_id: string; url: string }>(
    'SELECT organization_id, message_id, url FROM afterjob_functions.find_link($1)',
    [id],
  );
  return row ? { id, organizationId: row.organization_id, messageId: row.message_id, url: row.url } : null;
}

// Programs that look for viruses open every link of a message as it arrives.
const scanMs = 5_000;

/**
 * Keeps that a link was opened, and whether by a person. A person's click moves the message.
 * @param automatic why it was no person for certain; null: not known
 * @returns the enrollments that it ends or steers: nudge them
 */
export async function openLink(
  tenant: Tenant,
  { id, messageId }: Pick<OpenedLink, 'id' | 'messageId'>,
  automatic: string | null,
  at: Date,
): Promise<string[]> {
  const ignored = automatic ?? (await isScan(tenant, messageId, at));
  await tenant.db.linkClick.create({ data: { organizationId: tenant.id, messageId, linkId: id, at, ignored } });
  if (ignored !== null) return [];
  await moveMessage(tenant, messageId, { status: 'clicked', source: 'callback' }, at);
  // Whoever has answered already may still open the link that a journey waits for.
  return recordClick(tenant, messageId, at);
}

async function isScan(tenant: Tenant, messageId: string, at: Date): Promise<'too_early' | null> {
  const delivered = await tenant.db.messageTransition.findFirst({
    where: { messageId, status: 'delivered' },
    orderBy: { at: 'asc' },
    select: { at: true },
  });
  const message = await tenant.db.message.findFirst({
    where: { id: messageId },
    select: { sentAt: true, lastAttemptAt: true },
  });
  const since = delivered?.at ?? message?.sentAt ?? message?.lastAttemptAt ?? at;
  return at.getTime() - since.getTime() < scanMs ? 'too_early' : null;
}
