import { readRevocation } from '../journeys/revocation.ts';
import { clearCause, raiseCause } from './causes.ts';
import { type Contact, lockContactPoint, suppress } from './contact-points.ts';
import type { Tenant } from './database.ts';
import type { Received } from './inbound.ts';
import { type SingleMessage, writeSingleMessage } from './messages.ts';
import { readOrganization } from './organizations.ts';

export type ArrivedText = {
  channel: 'email' | 'sms';
  from: string;
  to: string;
  service?: string | null | undefined;
  text: string;
};

export type Followed = {
  /** Written and not started: what the service says to it. */
  messages: { messageId: string; channel: 'email' | 'sms' }[];
  /** The address of which it is clear now what its holder wants: whoever waited for that goes on. */
  released: string | null;
};

const hourMs = 60 * 60_000;

/**
 * What follows from a message for consent, beyond the keywords: other words for STOP, a wrong number, a question about
 * who writes. Call it once, in the transaction that keeps the message.
 */
export async function followConsent(
  tenant: Tenant,
  arrived: ArrivedText,
  { id, customerId, consent }: Pick<Received, 'id' | 'customerId' | 'consent'>,
  at: Date,
): Promise<Followed> {
  const { channel, from, text } = arrived;
  const contact: Contact = { channel, address: from };
  const point = await lockContactPoint(tenant, contact, at);
  if (consent === 'help') {
    const recent = { kind: 'help', toAddress: from, createdAt: { gt: new Date(at.getTime() - hourMs) } };
    // Two machines that answer each other would never end.
    if ((await tenant.db.message.count({ where: recent })) > 0) return nothing;
    return say(tenant, arrived, { kind: 'help', id, customerId, text: await helpText(tenant) }, at);
  }
  if (consent !== null) return { messages: [], released: await settle(tenant, contact, point.id, null, at) };
  if (channel !== 'sms') return nothing;

  const meaning = readRevocation(text, await nameOf(tenant, customerId));
  if (meaning === null) return nothing;
  const open = meaning === 'unclear' && point.suppressedAt === null;
  await tenant.db.inboundMessage.update({ where: { id }, data: { meaning, decidedAt: open ? null : at } });
  if (open) {
    await raiseCause(tenant, { kind: 'review', scope: point.id }, at);
    return nothing;
  }
  if (meaning === 'unclear') return nothing;
  const news = await suppress(tenant, { ...contact, reason: meaning, source: 'inbound' }, at);
  const released = await settle(tenant, contact, point.id, null, at);
  // One confirmation, as carriers allow; a stranger who was written to by mistake gets nothing more at all.
  if (!news || meaning === 'wrong_person') return { messages: [], released };
  const { name } = await readOrganization(tenant);
  const confirmation = `${name}: you will get no more texts from us. Reply START if you want them again.`;
  const said = await say(tenant, arrived, { kind: 'confirmation', id, customerId, text: confirmation }, at);
  return { ...said, released };
}

const nothing: Followed = { messages: [], released: null };

/**
 * It is clear what the holder of an address wants: nobody has to say any more what was meant.
 * Returns the address's id when somebody may wait for that.
 */
export async function settle(
  tenant: Tenant,
  { channel, address }: Contact,
  contactPointId: string,
  decidedBy: string | null,
  at: Date,
): Promise<string | null> {
  await tenant.db.inboundMessage.updateMany({
    where: { organizationId: tenant.id, channel, fromAddress: address, meaning: 'unclear', decidedAt: null },
    data: { decidedAt: at, decidedBy },
  });
  return (await clearCause(tenant, { kind: 'review', scope: contactPointId })) ? contactPointId : null;
}

type Saying = { kind: 'help' | 'confirmation'; id: string; customerId: string | null; text: string };

/** From the very number that was written to. */
async function say(
  tenant: Tenant,
  { channel, from, to, service }: ArrivedText,
  { kind, id, customerId, text }: Saying,
  at: Date,
): Promise<Followed> {
  const addresses = service ? [to, service] : [to];
  const sender = await tenant.db.sender.findFirst({
    where: { organizationId: tenant.id, channel, address: { in: addresses } },
    select: { id: true, address: true },
  });
  if (!sender) return nothing;
  const message: SingleMessage = {
    kind,
    channel,
    to: from,
    sender: { id: sender.id, from: sender.address, replyTo: null },
    subject: null,
    text,
    html: null,
    headers: {},
    customerId,
    answersId: id,
    askedBy: null,
  };
  return { messages: [{ messageId: await writeSingleMessage(tenant, message, at), channel }], released: null };
}

/** Who writes, how to reach them, and how to end it: what carriers ask of an answer to HELP. */
async function helpText(tenant: Tenant): Promise<string> {
  const { name, phone, replyTo, websiteUrl } = await readOrganization(tenant);
  const reach = [phone, replyTo, websiteUrl].find(Boolean);
  const questions = reach ? ` Questions? ${reach}.` : '';
  return `${name}: texts about your jobs with us.${questions} Message and data rates may apply. Reply STOP to end them.`;
}

async function nameOf(tenant: Tenant, customerId: string | null): Promise<string | null> {
  if (customerId === null) return null;
  const row = await tenant.db.customer.findFirst({ where: { id: customerId }, select: { name: true } });
  return row?.name ?? null;
}
