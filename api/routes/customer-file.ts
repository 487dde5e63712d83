import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import { type ListedCustomer, listCustomers } from '../../records/customer-list.ts';
import { readOrganization } from '../../records/organizations.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { namesOf } from '../presented.ts';
import { signInNeeded } from '../problem.ts';
import { plain } from '../route.ts';
import { type CustomerFilterQuery, customerFilterQuery } from '../schemas.ts';
import { storedAddress, wanted } from './customers.ts';

const rowsAtOnce = 1_000;

export const customerFile = {
  'GET /api/customers/file': plain({
    summary: 'The customers of a search and filter as a CSV file, all of them',
    reads: 'nothing',
    handlers: (deps) => [
      async (request, response) => {
        const { session } = response.locals;
        if (!session) throw signInNeeded();
        const asked = customerFilterQuery.parse(request.query);
        const { zone } = await deps.database.withOrganization(session.organizationId, readOrganization);
        // Read before the first byte leaves: whatever fails here is still an answer with words.
        const pages = pagesOf(deps, session.organizationId, asked);
        const first = await pages.next();
        response.status(200).set({
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': `attachment; filename="customers-${deps.clock().toISOString().slice(0, 10)}.csv"`,
          'cache-control': 'no-store',
        });
        const rows = rowsOf(first.done ? [] : first.value, pages, lineOf(zone, namesOf(deps.manifests)));
        // Spreadsheets run what begins like a formula; they know UTF-8 by its mark.
        const csv = stringify({ header: true, columns: columnsIn(zone), bom: true, escape_formulas: true });
        await pipeline(Readable.from(rows), csv, response).catch((error: unknown) => {
          // The file is cut short, and the browser says so; whoever closed the page knows.
          if (!response.closed) deps.log.error({ err: error, request: request.id }, 'An export broke off');
          response.destroy();
        });
      },
    ],
  }),
};

async function* pagesOf({ database }: ApiDependencies, organizationId: string, asked: CustomerFilterQuery) {
  let after: { value: string; id: string } | null = null;
  do {
    const search: Parameters<typeof listCustomers>[1] = { ...wanted(asked), after, limit: rowsAtOnce };
    const page: ListedCustomer[] = await database.withOrganization(organizationId, (tenant) =>
      listCustomers(tenant, search),
    );
    yield page;
    const last = page.length === rowsAtOnce ? page.at(-1) : undefined;
    after = last ? { value: last.sortKey, id: last.id } : null;
  } while (after);
}

async function* rowsOf<Row>(
  first: ListedCustomer[],
  others: AsyncIterable<ListedCustomer[]>,
  line: (row: ListedCustomer) => Row,
): AsyncGenerator<Row> {
  for (const row of first) yield line(row);
  for await (const page of others) for (const row of page) yield line(row);
}

const columnsIn = (zone: string) => [
  ...['Name', 'Company', 'Email', 'Phone', 'Street', 'City', 'State or province', 'Postal code', 'Country'],
  ...['Comes from', 'Lead', 'Archived', 'Gone at the source', 'Journeys switched off'],
  ...[`Added (${zone})`, `Last changed (${zone})`],
];

function lineOf(zone: string, names: ReturnType<typeof namesOf>) {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  const yes = (is: boolean) => (is ? 'yes' : '');
  return (row: ListedCustomer): string[] => {
    const place = storedAddress.parse(row.address);
    const street = [place?.street1, place?.street2].filter(Boolean).join(', ');
    return [
      ...[row.name, row.companyName ?? '', row.email ?? '', row.phone ?? '', street],
      ...[place?.city ?? '', place?.province ?? '', place?.postalCode ?? '', place?.country ?? ''],
      ...[names[row.source] ?? row.source, yes(row.isLead), yes(row.isArchived), yes(row.deletedAt !== null)],
      ...[yes(row.mutedAt !== null), format.format(row.createdAt), format.format(row.updatedAt)],
    ];
  };
}
