import type { Sender as Row } from '../prisma/generated/client.ts';
import type { Database, Tenant } from './database.ts';
import { bindSender, findSender, fromLine } from './senders.ts';

export type SenderRow = Row;
export type SenderRef = { organizationId: string; senderId: string };
type Dns = {
  type: string;
  name: string;
  value: string;
  priority: number | null;
  ttl: string | null;
  verified: boolean;
};

/** What the vendor says of a sender that is being set up. `registration` left out: as it is known. */
export type Setup = {
  status: 'ready' | 'pending' | 'failed';
  vendorId?: string;
  dns?: Dns[];
  registration?: string | null;
};

/** Every sender that is not retired: email first, the one in use first. */
export async function listSenders(tenant: Tenant): Promise<(SenderRow & { inUse: boolean })[]> {
  const rows = await tenant.db.sender.findMany({
    where: { organizationId: tenant.id, status: { not: 'retired' } },
    orderBy: [{ channel: 'asc' }, { chosenAt: { sort: 'desc', nulls: 'last' } }, { createdAt: 'asc' }, { id: 'asc' }],
  });
  const used = await Promise.all([findSender(tenant, 'email'), findSender(tenant, 'sms')]);
  const ids = used.map((sender) => sender?.id);
  return rows.map((row) => ({ ...row, inUse: ids.includes(row.id) }));
}

/** A sender of this organization that is not retired. */
export function readOwnSender(tenant: Tenant, id: string): Promise<SenderRow | null> {
  return tenant.db.sender.findFirst({ where: { id, organizationId: tenant.id, status: { not: 'retired' } } });
}

export type NewDomain = {
  domain: string;
  /** What stands before the @. */
  mailbox: string;
  vendorAccount: string;
  displayName: string | null;
  replyTo: string | null;
};

/**
 * Takes a domain for this organization; it is used once the vendor has verified it. Null when it belongs to another
 * organization or to the operator.
 */
export async function addDomain(tenant: Tenant, given: NewDomain, at: Date): Promise<SenderRow | null> {
  const { domain, mailbox, vendorAccount, displayName, replyTo } = given;
  const address = `${mailbox}@${domain}`;
  const fresh = { vendorAccount, displayName, replyTo, kind: 'domain', status: 'pending', chosenAt: at, dns: [] };
  const [known] = await tenant.db.sender.findMany({
    where: { channel: 'email', kind: 'domain', status: { not: 'retired' }, address: { endsWith: `@${domain}` } },
    take: 1,
  });
  // The same domain under another name before the @ is the same at the vendor.
  const state = known && { status: known.status, vendorId: known.vendorId, dns: known.dns ?? [] };
  const row = await tenant.db.sender.upsert({
    where: { organizationId_channel_address: { organizationId: tenant.id, channel: 'email', address } },
    create: { ...fresh, ...state, organizationId: tenant.id, channel: 'email', address, createdAt: at },
    update: { ...fresh, vendorId: null, checkedAt: null, ...state },
  });
  const [bound] = await tenant.db.$queryRaw<{ own: boolean }[]>`
    SELECT afterjob_functions.bind_domain(${domain}, ${tenant.id}::uuid, ${row.id}::uuid) AS own`;
  const own = (bound?.own ?? false) && (await bindSender(tenant, { channel: 'email', address, id: row.id }));
  return own ? row : drop(tenant, row.id);
}

export type NewNumber = Pick<Row, 'address' | 'vendorAccount' | 'vendorId' | 'displayName'> & {
  kind: 'number' | 'service';
};

/** Takes a number or messaging service for this organization. Null when it belongs to another one. */
export async function addNumber(tenant: Tenant, number: NewNumber, at: Date): Promise<SenderRow | null> {
  const values = { ...number, status: 'ready', registration: 'pending', chosenAt: at, checkedAt: null };
  const { address } = number;
  const row = await tenant.db.sender.upsert({
    where: { organizationId_channel_address: { organizationId: tenant.id, channel: 'sms', address } },
    create: { ...values, organizationId: tenant.id, channel: 'sms', createdAt: at },
    update: values,
  });
  return (await bindSender(tenant, { channel: 'sms', address, id: row.id })) ? row : drop(tenant, row.id);
}

/** Messages of the past may name it, so it is not deleted. */
async function drop(tenant: Tenant, id: string): Promise<null> {
  await tenant.db.sender.update({ where: { id }, data: { status: 'retired', chosenAt: null } });
  return null;
}

/** Keeps what the vendor says of a sender. */
export async function noteSetup(tenant: Tenant, id: string, setup: Setup, at: Date): Promise<void> {
  await tenant.db.sender.updateMany({
    where: { id, organizationId: tenant.id, status: { not: 'retired' } },
    data: { ...setup, checkedAt: at },
  });
}

/** The sender is used from now on, as soon as it is ready. */
export async function chooseSender(tenant: Tenant, id: string, at: Date): Promise<void> {
  await tenant.db.sender.update({ where: { id }, data: { chosenAt: at } });
}

/** What is said of a sender in its messages. */
export async function describeSender(
  tenant: Tenant,
  id: string,
  words: { displayName?: string | null; replyTo?: string | null },
): Promise<void> {
  await tenant.db.sender.update({ where: { id }, data: words });
}

/**
 * Nothing leaves from it any more. A number stays bound, so that a late STOP is still heard; a domain is free once its
 * last sender is gone: returns its vendor's id then.
 */
export async function retireSender(tenant: Tenant, { id, kind, address, vendorId }: SenderRow): Promise<string | null> {
  await tenant.db.sender.update({ where: { id }, data: { status: 'retired', chosenAt: null } });
  if (kind !== 'domain') return null;
  const release = (bound: string) =>
    tenant.db.$executeRaw`SELECT afterjob_functions.unbind_sender('email', ${bound}, ${tenant.id}::uuid)`;
  await release(address);
  const domain = address.slice(address.indexOf('@'));
  const left = await tenant.db.sender.count({
    where: { channel: 'email', status: { not: 'retired' }, address: { endsWith: domain } },
  });
  if (left > 0) return null;
  await release(domain);
  return vendorId;
}

/**
 * Messages that are written and have not gone out leave from what is used now, if what they were written for is not
 * usable any more. Returns how many.
 */
export async function readdress(tenant: Tenant, channel: 'email' | 'sms'): Promise<number> {
  const sender = await findSender(tenant, channel);
  if (!sender) return 0;
  const from = fromLine(channel, sender);
  return tenant.db.$executeRaw`
    UPDATE afterjob.messages AS m
    SET sender_id = ${sender.id}::uuid, from_address = ${from}, reply_to = coalesce(${sender.replyTo}, m.reply_to)
    FROM afterjob.senders AS s
    WHERE m.organization_id = ${tenant.id}::uuid AND m.channel = ${channel} AND m.status = 'rendered'
      AND s.organization_id = m.organization_id AND s.id = m.sender_id
      AND (s.status <> 'ready' OR coalesce(s.registration, 'registered') <> 'registered')`;
}

/** Senders whose set-up has to be looked at, over all organizations. */
export async function sendersToCheck(
  database: Database,
  before: { pending: Date; others: Date },
  limit: number,
): Promise<SenderRef[]> {
  const rows = await database.call<{ organization_id: string; sender_id: string }>(
    'SELECT organization_id, sender_id FROM afterjob_functions.senders_to_check($1, $2, $3)',
    [before.pending, before.others, limit],
  );
  return rows.map((row) => ({ organizationId: row.organization_id, senderId: row.sender_id }));
}
