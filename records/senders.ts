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

/** What the organization's messages of a channel leave from: its oldest sender. Null: it has none of its own. */
export async function findSender(tenant: Tenant, channel: 'email' | 'sms'): Promise<Sender | null> {
  return tenant.db.sender.findFirst({
    where: { organizationId: tenant.id, channel },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { id: true, address: true, vendorAccount: true, displayName: true, replyTo: true },
  });
}

/** Binds a sender to this organization; null when it belongs to another one. Adding it twice gives the same. */
export async function addSender(tenant: Tenant, sender: NewSender, at: Date): Promise<Sender | null> {
  const { channel, address } = sender;
  const row = await tenant.db.sender.upsert({
    where: { organizationId_channel_address: { organizationId: tenant.id, channel, address } },
    create: { ...sender, organizationId: tenant.id, createdAt: at },
    update: {},
    select: { id: true, address: true, vendorAccount: true, displayName: true, replyTo: true },
  });
  const [bound] = await tenant.db.$queryRaw<{ own: boolean }[]>`
    SELECT afterjob_functions.bind_sender(${channel}, ${address}, ${tenant.id}::uuid, ${row.id}::uuid) AS own`;
  if (bound?.own) return row;
  await tenant.db.sender.delete({ where: { id: row.id } });
  return null;
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
