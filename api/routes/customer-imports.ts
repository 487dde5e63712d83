import { type LineFault, readCustomerList, type WrongLine } from '../../records/customer-import-file.ts';
import { importCustomers, listImports, sortList } from '../../records/customer-imports.ts';
import { readyForSearch } from '../../records/customers.ts';
import type { Tenant } from '../../records/database.ts';
import { readOrganization } from '../../records/organizations.ts';
import { pageOf, readTimeCursor } from '../cursor.ts';
import { ProblemError } from '../problem.ts';
import { type Call, route } from '../route.ts';
import {
  type CustomerImport,
  checkedList,
  customerImport,
  customerImportRequest,
  customerListCheck,
  listQuery,
  page,
} from '../schemas.ts';

const shownLines = 100;
const shownExamples = 5;

export const customerImports = {
  'POST /api/customer-imports/checks': route({
    summary: 'What an import of this list would do, line by line; nothing is kept',
    body: customerListCheck,
    answer: checkedList,
    handle: (call) =>
      inside(call, async (tenant) => {
        const { columns, lines, wrong } = read(call.body.file, await regionOf(tenant));
        const { fresh, known } = await sortList(tenant, lines);
        return {
          columns,
          ...{ lines: lines.length + wrong.length, fresh: fresh.length, known: known.length, wrong: wrong.length },
          examples: fresh.slice(0, shownExamples).map(({ line, name, emailKeys, phoneKeys }) => ({
            ...{ line, name, email: emailKeys[0] ?? null, phone: phoneKeys[0] ?? null },
          })),
          knownLines: known
            .slice(0, shownLines)
            .map(({ line, customerId, name }) => ({ line, customer: { id: customerId, name } })),
          wrongLines: wrong.slice(0, shownLines).map((each) => ({ line: each.line, words: faultWords(each) })),
        };
      }),
  }),
  'POST /api/customer-imports': route({
    summary: 'Makes the customers of a list, with what is stated of their consent; lines with a fault are left out',
    body: customerImportRequest,
    status: 201,
    answer: customerImport,
    async handle(call) {
      const { file, ...stated } = call.body;
      const { at, session } = call;
      const made = await inside(call, async (tenant) => {
        const region = await regionOf(tenant);
        const { lines, wrong } = read(file, region);
        const sorted = await sortList(tenant, lines);
        if (sorted.fresh.length + sorted.known.length === 0)
          throw new ProblemError(400, 'empty_list', 'No line of this list can be taken. See what is wrong with each.');
        return importCustomers(tenant, sorted, { ...stated, region, wrong: wrong.length, by: session.userId }, at);
      });
      await inside(call, (tenant) => readyForSearch(tenant, null));
      return present(made);
    },
  }),
  'GET /api/customer-imports': route({
    summary: 'The lists that were uploaded, newest first',
    query: listQuery,
    answer: page(customerImport),
    async handle({ deps, organizationId, query: { cursor, limit } }) {
      const rows = await deps.database.withOrganization(organizationId, (tenant) =>
        listImports(tenant, { before: readTimeCursor(cursor), limit: limit + 1 }),
      );
      return pageOf(rows, limit, (row) => ({ value: row.importedAt.toISOString(), id: row.id }), present);
    },
  }),
};

type Asked = Pick<Call<unknown, unknown>, 'deps' | 'organizationId'>;

const inside = <T>({ deps, organizationId }: Asked, work: (tenant: Tenant) => Promise<T>): Promise<T> =>
  deps.database.withOrganization(organizationId, work);

const regionOf = async (tenant: Tenant): Promise<string> => (await readOrganization(tenant)).country;

function read(file: string, region: string) {
  const list = readCustomerList(file, region);
  if (list) return list;
  const detail = 'The first line has to name the columns, with one called Email or Phone at least.';
  throw new ProblemError(400, 'no_headings', detail, { errors: [{ path: 'file', message: detail }] });
}

const words: Record<LineFault, string> = {
  unreadable: 'From here on the file cannot be read: a quotation mark is opened and not closed.',
  no_contact: 'There is neither an email address nor a phone number.',
  bad_email: 'The email address is not written like one.',
  role_email: 'The address belongs to a desk, such as info@, not to a person: lists of such addresses are traps.',
  bad_phone: 'The phone number is not one of your country, and has no country code.',
  no_name: 'There is no name.',
  twice: 'The same address or number stands in line {line} already.',
};

const faultWords = ({ why, firstLine }: WrongLine): string => words[why].replace('{line}', String(firstLine));

type Row = Awaited<ReturnType<typeof importCustomers>>;
const present = ({ basis, importedAt, ...row }: Row): CustomerImport => ({
  ...row,
  basis: basis as CustomerImport['basis'],
  importedAt: importedAt.toISOString(),
});
