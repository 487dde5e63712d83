import type { Logger } from 'pino';
import type { Channel } from '../channels/channel.ts';
import type { Clock } from '../clock.ts';
import type { Database, Tenant } from '../records/database.ts';
import { openOrganization } from '../records/organizations.ts';
import { type Accounts, createAccounts } from './accounts/accounts.ts';
import { createPlatformMail } from './accounts/platform-mail.ts';

export type AccountsSetup = {
  database: Database;
  url: string;
  secret: string;
  publicUrl: string;
  webOrigins: readonly string[];
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

export type OrganizationMaker = (tenant: Tenant, name: string, slug: string, zone: string | null) => Promise<string>;

/** An organization's own rows: its profile and what its messages leave from. Harmless when they are there. */
export const organizationMaker =
  ({ clock }: AccountsSetup): OrganizationMaker =>
  async (tenant, name, slug, zone) => {
    const own = await openOrganization(tenant, { name, slug, zone }, clock());
    return own;
  };

export function openAccounts(setup: AccountsSetup): Accounts {
  const { database, email, log } = setup;
  const make = organizationMaker(setup);
  return createAccounts({
    ...setup,
    trustedOrigins: setup.webOrigins,
    mail: createPlatformMail({
      email: email.channel,
      from: email.from,
      allowedRecipients: email.allowedRecipients,
      log,
    }),
    openOrganization: ({ organizationId, name, slug }, zone, then) =>
      database.withOrganization(organizationId, async (tenant) => then(await make(tenant, name, slug, zone))),
    ensureOrganization: ({ organizationId, name, slug }) =>
      database.withOrganization(organizationId, async (tenant) => {
        await make(tenant, name, slug, null);
      }),
  });
}
