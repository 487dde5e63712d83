import type { Tenant } from './database.ts';

export type Sender = {
  id: string;
  address: string;
  vendorAccount: string;
  displayName: string | null;
  replyTo: string | null;
};

export type NewSender = {
  channel: 'email' | 'sms';
  address: string;
  vendorAccount: string;
  displayName: string | null;
  replyTo: string | null;
};

const asSender = { id: true, address: true, vendorAccount: true, displayName: true, replyTo: true } as const;

/** What may be sent from: set up, and registered where carriers ask for it. */
export const usable = { status: 'ready', OR: [{ registration: null }, { registration: 'registered' }] };

/** What the organization's messages of a channel leave from: the usable one that was chosen last. Null: it has none. */
export async function findSender(tenant: Tenant, channel: 'email' | 'sms'): Promise<Sender | null> {
  return tenant.db.sender.findFirst({
    where: { organizationId: tenant.id, channel, ...usable },
    orderBy: [{ chosenAt: { sort: 'desc', nulls: 'last' } }, { createdAt: 'asc' }, { id: 'asc' }],
    select: asSender,
  });
}

/** Why there is nothing to send from: a number that carriers do not know yet, or nothing at all. */
export async function whyNoSender(
  tenant: Tenant,
  channel: 'email' | 'sms',
): Promise<'no_sender' | 'sms_not_registered'> {
  const waiting = await tenant.db.sender.count({ where: { channel, status: 'ready', registration: { not: null } } });
  return waiting > 0 ? 'sms_not_registered' : 'no_sender';
}

/** Binds a sender to this organization; null when it belongs to another one. Adding it twice gives the same. */
export async function addSender(tenant: Tenant, sender: NewSender, at: Date): Promise<Sender | null> {
  const { channel, address } = sender;
  const row = await tenant.db.sender.upsert({
    where: { organizationId_channel_address: { organizationId: tenant.id, channel, address } },
    create: { ...sender, organizationId: tenant.id, createdAt: at },
    update: {},
    select: asSender,
  });
  if (await bindSender(tenant, { channel, address, id: row.id })) return row;
  await tenant.db.sender.delete({ where: { id: row.id } });
  return null;
}

/** False when the address belongs to another organization. */
export async function bindSender(
  tenant: Tenant,
  { channel, address, id }: { channel: 'email' | 'sms'; address: string; id: string },
): Promise<boolean> {
  const [bound] = await tenant.db.$queryRaw<{ own: boolean }[]>`
    SELECT afterjob_functions.bind_sender(${channel}, ${address}, ${tenant.id}::uuid, ${id}::uuid) AS own`;
  return bound?.own ?? false;
}

/** An email names its business; inside quotes every character but these two is safe. */
export function fromLine(channel: 'email' | 'sms', { address, displayName }: Sender): string {
  const name = (displayName ?? '').replace(/["\\<>]|\p{Cc}/gu, '').trim();
  return channel === 'email' && name ? `"${name}" <${address}>` : address;
}

export type DefaultSenders = {
  slug: string;
  businessName: string;
  /** Where answers to emails go: the owner. */
  replyTo: string | null;
  /** Null where the channel is off. */
  email: { domain: string; vendorAccount: string } | null;
  sms: { number: string; vendorAccount: string } | null;
};

/**
 * The senders that an organization has from the start: `<slug>@domain`, and the shared number if nobody has it yet.
 * Without a number its texts are held as `no_sender`.
 */
export async function ensureDefaultSenders(
  tenant: Tenant,
  { slug, businessName, replyTo, email, sms }: DefaultSenders,
  at: Date,
): Promise<{ email: Sender | null; sms: Sender | null }> {
  return {
    email: email
      ? await addSender(
          tenant,
          {
            channel: 'email',
            address: `${slug}@${email.domain}`,
            vendorAccount: email.vendorAccount,
            displayName: businessName,
            replyTo,
          },
          at,
        )
      : null,
    sms: sms
      ? await addSender(
          tenant,
          {
            channel: 'sms',
            address: sms.number,
            vendorAccount: sms.vendorAccount,
            displayName: businessName,
            replyTo: null,
          },
          at,
        )
      : null,
  };
}
