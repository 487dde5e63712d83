import * as z from 'zod';
import {
  type Account,
  type Profile,
  ReconnectNeeded,
  Rejected,
  type Session,
  TokenStale,
  Unavailable,
} from '../provider.ts';
import type { Client } from './client.ts';
import { text } from './shapes.ts';

const companyReply = z.object({
  CompanyInfo: z.object({
    CompanyName: text,
    LegalName: text,
    CompanyAddr: z
      .object({ Line1: text, City: text, CountrySubDivisionCode: text, PostalCode: text, Country: text })
      .nullish(),
    Country: text,
    PrimaryPhone: z.object({ FreeFormNumber: text }).nullish(),
    WebAddr: z.object({ URI: text }).nullish(),
    DefaultTimeZone: text,
  }),
});
type Company = z.infer<typeof companyReply>['CompanyInfo'];

async function readCompany(client: Client, session: Session) {
  const resource = `companyinfo/${encodeURIComponent(session.accountId)}`;
  const { data, answeredAt } = await client.get(session, resource, {}, companyReply);
  return { company: data.CompanyInfo, answeredAt };
}

export async function readAccount(client: Client, session: Session): Promise<Account> {
  return toAccount((await readCompany(client, session)).company, session);
}

/**
 * The company named in the callback, read with the new token: that it answers proves that the token is for it.
 * The code is spent by now, so a company that cannot be reached is asked once more.
 */
export async function readNewConnection(
  client: Client,
  session: Session,
): Promise<{ account: Account; profile: Profile; answeredAt: Date | null }> {
  const asked = () => readCompany(client, session);
  try {
    const { company, answeredAt } = await asked().catch((error: unknown) => {
      if (error instanceof Unavailable) return asked();
      throw error;
    });
    return { account: toAccount(company, session), profile: toProfile(company), answeredAt };
  } catch (error) {
    if (error instanceof TokenStale || error instanceof ReconnectNeeded) {
      const refusal = new Rejected('company_not_of_token');
      refusal.reference = error.reference;
      throw refusal;
    }
    throw error;
  }
}

const toAccount = (company: Company, { accountId }: Session): Account => ({
  id: accountId,
  name: company.CompanyName ?? company.LegalName ?? '',
});

function toProfile(company: Company): Profile {
  const { CompanyAddr, DefaultTimeZone: zone } = company;
  return {
    name: company.CompanyName ?? company.LegalName,
    street1: CompanyAddr?.Line1 ?? null,
    city: CompanyAddr?.City ?? null,
    province: CompanyAddr?.CountrySubDivisionCode ?? null,
    postalCode: CompanyAddr?.PostalCode ?? null,
    country: company.Country ?? CompanyAddr?.Country ?? null,
    phone: company.PrimaryPhone?.FreeFormNumber ?? null,
    websiteUrl: company.WebAddr?.URI ?? null,
    logoUrl: null,
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
