import * as z from 'zod';
import type { CustomerPage, CustomerRecord, PostalAddress, Session } from '../provider.ts';
import type { Client } from './client.ts';
import { flag, id, listOf, money, reference, text, times } from './shapes.ts';

const line = z.object({ FreeFormNumber: text }).nullish();
const address = z
  .object({
    Line1: text,
    Line2: text,
    City: text,
    CountrySubDivisionCode: text,
    PostalCode: text,
    Country: text,
  })
  .nullish();

export const customerShape = z.object({
  Id: id,
  DisplayName: text,
  FullyQualifiedName: text,
  GivenName: text,
  FamilyName: text,
  CompanyName: text,
  Active: z.boolean().nullish(),
  Job: flag,
  IsProject: flag,
  ParentRef: reference.nullish(),
  Balance: money,
  PrimaryEmailAddr: z.object({ Address: text }).nullish(),
  Mobile: line,
  PrimaryPhone: line,
  AlternatePhone: line,
  Fax: line,
  BillAddr: address,
  ShipAddr: address,
  MetaData: times,
});
export type Customer = z.infer<typeof customerShape>;
export const customerReply = z.object({ Customer: customerShape });

/** A sub-customer or a project is a part of its customer, not a person to write to. */
export const isPart = ({ Job, IsProject }: Customer) => Job || IsProject;

/** The vendor hides a customer instead of deleting it, and writes that into its name. */
const plainName = (name: string | null) => (name ?? '').replace(/ \(deleted(?: \d+)?\)$/i, '');

export function toCustomer(customer: Customer): CustomerRecord {
  const { GivenName, FamilyName, CompanyName, DisplayName, FullyQualifiedName, MetaData } = customer;
  const person = [GivenName, FamilyName].filter(Boolean).join(' ');
  return {
    externalId: customer.Id,
    name: plainName(DisplayName) || person || (CompanyName ?? plainName(FullyQualifiedName)),
    firstName: GivenName ?? '',
    lastName: FamilyName ?? '',
    companyName: CompanyName,
    isCompany: CompanyName !== null && person === '',
    isLead: false,
    isArchived: customer.Active === false,
    isSample: false,
    emails: addressesOf(customer),
    phones: numbersOf(customer),
    address: toAddress(customer.BillAddr) ?? toAddress(customer.ShipAddr),
    // The books know of no consent.
    consent: {},
    createdAt: MetaData.CreateTime,
    updatedAt: MetaData.LastUpdatedTime,
  };
}

/** One field, several addresses; what is no address at all is kept, so that the owner sees it. */
function addressesOf({ PrimaryEmailAddr }: Customer): CustomerRecord['emails'] {
  const given = PrimaryEmailAddr?.Address ?? '';
  const found = given.match(/[^\s,;<>]+@[^\s,;<>]+/g) ?? (given ? [given] : []);
  return found.map((one, index) => ({ address: one, label: null, primary: index === 0 }));
}

const kinds = [
  { field: 'Mobile', label: 'MOBILE', mobile: true },
  { field: 'PrimaryPhone', label: 'MAIN', mobile: null },
  { field: 'AlternatePhone', label: 'OTHER', mobile: null },
  { field: 'Fax', label: 'FAX', mobile: false },
] as const;

/** Free text: people write two numbers into one field, so each part with digits enough is one. Mobile first. */
function numbersOf(customer: Customer): CustomerRecord['phones'] {
  return kinds
    .flatMap(({ field, label, mobile }) =>
      (customer[field]?.FreeFormNumber ?? '')
        .split(/[,;|/\n]|\s+or\s+/i)
        .map((part) => part.trim())
        .filter((part) => (part.match(/\d/g)?.length ?? 0) >= 5)
        .map((number) => ({ number, label, mobile, smsAllowed: mobile !== false })),
    )
    .map((phone, index) => ({ ...phone, primary: index === 0 }));
}

function toAddress(given: z.infer<typeof address>): PostalAddress | null {
  if (!given) return null;
  const { Line1, Line2, City, CountrySubDivisionCode, PostalCode, Country } = given;
  const filled = [Line1, City, PostalCode].some(Boolean);
  return filled
    ? {
        street1: Line1,
        street2: Line2,
        city: City,
        province: CountrySubDivisionCode,
        postalCode: PostalCode,
        country: Country,
      }
    : null;
}

const pageShape = listOf('Customer', customerShape);
const mostRows = 1000;

/** In the order of ids: an order by the time of change would move rows across pages while they are read. */
export async function readCustomerPage(
  client: Client,
  session: Session,
  { cursor, pageSize }: { cursor: string | null; pageSize: number },
): Promise<CustomerPage> {
  const start = cursor === null ? 1 : Number(cursor);
  const rows = Math.min(pageSize, mostRows);
  // Without the clause inactive customers are left out, and would look deleted.
  const statement = `select * from Customer where Active in (true,false) ORDERBY Id STARTPOSITION ${start} MAXRESULTS ${rows}`;
  const { data } = await client.query(session, statement, pageShape);
  return {
    customers: data.filter((customer) => !isPart(customer)).map(toCustomer),
    nextCursor: data.length < rows ? null : String(start + rows),
    budget: null,
  };
}
