import * as z from 'zod';
import { categories, categoryKeys } from '../../journeys/categories.ts';
import { faultOf } from '../../journeys/email-address.ts';
import { normalizePhone } from '../../journeys/phone.ts';
import { purposes } from '../../journeys/purposes.ts';
import { type Names, reasonWords } from '../../journeys/words.ts';
import { type ListedCustomer, listCustomers, readCustomer } from '../../records/customer-list.ts';
import { readOrganization } from '../../records/organizations.ts';
import { type OtherRecord, otherRecords } from '../../records/people.ts';
import { pageOf, readCursor } from '../cursor.ts';
import { idOf } from '../id.ts';
import { namesOf } from '../presented.ts';
import { notFound } from '../problem.ts';
import { route } from '../route.ts';
import {
  type CustomerDetail,
  type CustomerFilterQuery,
  customer,
  customerDetail,
  customerListQuery,
  page,
} from '../schemas.ts';

export const customers = {
  'GET /api/customers': route({
    summary: 'Customers by name',
    query: customerListQuery,
    answer: page(customer),
    async handle({ deps, organizationId, query: { cursor, limit, ...asked } }) {
      const rows = await deps.database.withOrganization(organizationId, (tenant) =>
        listCustomers(tenant, { ...wanted(asked), after: readCursor(cursor), limit: limit + 1 }),
      );
      return pageOf(
        rows,
        limit,
        ({ sortKey, id }) => ({ value: sortKey, id }),
        (row) => present(row, namesOf(deps.manifests)),
      );
    },
  }),
  'GET /api/customers/:id': route({
    summary: 'One customer',
    answer: customerDetail,
    async handle({ deps, organizationId, params }) {
      const found = await deps.database.withOrganization(organizationId, async (tenant) => {
        const record = await readCustomer(tenant, idOf(params.id, 'customer'));
        if (!record) return null;
        const others = await otherRecords(tenant, record.customer.id);
        return { ...record, others, region: (await readOrganization(tenant)).country };
      });
      if (!found) throw notFound('customer');
      return presentDetail(found, namesOf(deps.manifests));
    },
  }),
};

/** What was asked of a list of customers, as the list takes it. */
export const wanted = ({ search, source, kind, reach, owns }: CustomerFilterQuery) => ({
  search: search || null,
  source: source ?? null,
  kind: kind ?? null,
  reach: reach ?? null,
  owns: owns ?? null,
});

type Found = NonNullable<Awaited<ReturnType<typeof readCustomer>>> & { others: OtherRecord[]; region: string };

function presentDetail(
  { customer: row, contactPoints, refusals, others, region }: Found,
  names: Names,
): CustomerDetail {
  const suppressed = (address: string | null) => {
    const point = contactPoints.find((each) => each.address.toLowerCase() === address?.toLowerCase());
    return point ? reasonWords(point.suppressedReason ?? 'suppressed') : null;
  };
  const refused = (address: string) =>
    categoryKeys.filter((key) =>
      refusals.some((each) => each.category === key && each.address === address.toLowerCase()),
    );
  return {
    ...present({ ...row, linkedSources: [...new Set(others.map(({ source }) => source))] }, names),
    firstName: row.firstName,
    lastName: row.lastName,
    isCompany: row.isCompany,
    externalId: row.externalId,
    emails: emails.parse(row.emails).map((email) => ({
      ...email,
      suppressed: suppressed(email.address),
      fault: faultWords(email.address),
      refused: refused(email.address).map((key) => categories[key].label),
    })),
    phones: phones
      .parse(row.phones)
      .map((phone) => ({ ...phone, suppressed: suppressed(normalizePhone(phone.number, region)) })),
    address: storedAddress.parse(row.address),
    consent: consentOf(row.consent),
    others: others.map((other) => ({ ...other, sourceName: names[other.source] ?? other.source })),
    createdAt: row.createdAt.toISOString(),
  };
}

function faultWords(address: string): string | null {
  const fault = faultOf(address, 'system');
  return fault && reasonWords(fault);
}

function consentOf(stored: unknown): CustomerDetail['consent'] {
  const flags = z.record(z.string(), z.boolean()).catch({}).parse(stored);
  const said: CustomerDetail['consent'] = {
    appointments: null,
    invoices: null,
    quotes: null,
    reviews: null,
    offers: null,
  };
  for (const { category, consentFlag } of Object.values(purposes)) said[category] = flags[consentFlag] ?? null;
  return said;
}

function present({ linkedSources, ...row }: Omit<ListedCustomer, 'sortKey'>, names: Names) {
  return {
    ...row,
    sourceName: names[row.source] ?? row.source,
    linkedTo: linkedSources.map((source) => names[source] ?? source),
    deletedAt: row.deletedAt?.toISOString() ?? null,
    mutedAt: row.mutedAt?.toISOString() ?? null,
    updatedAt: row.updatedAt.toISOString(),
  };
}

// As the sync stored them.
const label = z.string().nullable().default(null);
const emails = z.array(z.object({ address: z.string(), label, primary: z.boolean() }));
const phones = z.array(z.object({ number: z.string(), label, primary: z.boolean(), smsAllowed: z.boolean() }));
const line = z.string().nullable().default(null);
export const storedAddress = z
  .object({ street1: line, street2: line, city: line, province: line, postalCode: line, country: line })
  .nullable();
