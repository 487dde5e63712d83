import type { Logger } from 'pino';
import type { Channel } from '../channels/channel.ts';
import type { Clock } from '../clock.ts';
import type { Database, Tenant } from '../records/database.ts';
import { openOrganization } from '../records/organizations.ts';
import { isZone } from '../records/profile.ts';
import { ensureDefaultSenders } from '../records/senders.ts';
import { type Accounts, createAccounts, type NewOrganization } from './accounts/accounts.ts';
import type { IssuerSettings } from './accounts/issuer.ts';
import { createPlatformMail } from './accounts/platform-mail.ts';

export type AccountsSetup = {
  database: Database;
  url: string;
  secret: string;
  publicUrl: string;
  webOrigins: readonly string[];
  issuer?: IssuerSettings | null;
  email: {
    channel: Channel | null;
    from: string;
    sendingDomain: string;
    allowedRecipients: readonly string[] | null;
  };
  sms: { channel: Channel | null; defaultSender: string | null };
  clock: Clock;
  log: Logger;
};

/** An organization's own rows: its profile and what its messages leave from. Harmless when they are there. */
async function make(setup: AccountsSetup, tenant: Tenant, organization: NewOrganization): Promise<string> {
  const { name, ownerEmail } = organization;
  const zone = organization.zone && isZone(organization.zone) ? organization.zone : null;
  const { email, sms } = setup;
  const at = setup.clock();
  const slug = await openOrganization(tenant, { name, slug: organization.slug, zone, replyTo: ownerEmail }, at);
  await ensureDefaultSenders(
    tenant,
    {
      slug,
      businessName: name,
      replyTo: ownerEmail,
      email: email.channel && { domain: email.sendingDomain, vendorAccount: email.channel.vendorAccount },
      sms:
        sms.channel && sms.defaultSender
          ? { number: sms.defaultSender, vendorAccount: sms.channel.vendorAccount }
          : null,
    },
    at,
  );
  return slug;
}

/** The accounts of this installation, over the organization's own rows. */
export function openAccounts(setup: AccountsSetup): Accounts {
  const { database, email, log } = setup;
  const { channel, from, allowedRecipients } = email;
  return createAccounts({
    ...setup,
    trustedOrigins: setup.webOrigins,
    mail: createPlatformMail({ email: channel, from, allowedRecipients, log }),
    openOrganization: (organization, then) =>
      database.withOrganization(organization.organizationId, async (tenant) =>
        then(await make(setup, tenant, organization)),
      ),
  });
}
