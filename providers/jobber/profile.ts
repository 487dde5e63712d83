import * as z from 'zod';
import { type Account, type Profile, Unavailable } from '../provider.ts';
import type { Asker, Client } from './client.ts';
import { AccountDocument, CompanyDetailsDocument, TimezoneDocument } from './generated/graphql.ts';

const text = z
  .string()
  .nullish()
  .transform((value) => value || null);
const accountShape = z.object({ account: z.object({ id: z.string().min(1), name: text }) });
const companyShape = z.object({
  account: z.object({
    companyDetails: z
      .object({
        name: text,
        street1: text,
        city: text,
        province: text,
        postalCode: text,
        country: text,
        phone: text,
        websiteUrl: text,
        logoUrl: text,
      })
      .nullish(),
  }),
});
const userShape = z.object({ user: z.object({ timezone: text }).nullish() });

export async function readAccount(
  client: Client,
  session: Asker,
): Promise<{ account: Account; answeredAt: Date | null }> {
  const { data, answeredAt } = await client.ask(session, AccountDocument, {}, accountShape);
  return { account: { id: data.account.id, name: data.account.name ?? '' }, answeredAt };
}

/** The code is spent by now: one more try before the owner has to begin again. */
export async function readAccountOfNewConnection(client: Client, session: Asker) {
  try {
    return await readAccount(client, session);
  } catch (error) {
    if (error instanceof Unavailable) return readAccount(client, session);
    throw error;
  }
}

/** What is hidden from us or cannot be had now stays null: a profile never spoils a connection. */
export async function readProfile(client: Client, session: Asker): Promise<Profile> {
  const nothing = () => null;
  const [company, user] = await Promise.all([
    client.ask(session, CompanyDetailsDocument, {}, companyShape).catch(nothing),
    client.ask(session, TimezoneDocument, {}, userShape).catch(nothing),
  ]);
  const details = company?.data.account.companyDetails;
  const zone = user?.data.user?.timezone ?? null;
  return {
    name: details?.name ?? null,
    street1: details?.street1 ?? null,
    city: details?.city ?? null,
    province: details?.province ?? null,
    postalCode: details?.postalCode ?? null,
    country: details?.country ?? null,
    phone: details?.phone ?? null,
    websiteUrl: details?.websiteUrl ?? null,
    logoUrl: details?.logoUrl ?? null,
    zone: zone && isZone(zone) ? zone : null,
  };
}

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
