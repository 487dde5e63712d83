import { CsvError, parse } from 'csv-parse/sync';
import { type ListField, readHeadings } from '../journeys/customer-headings.ts';
import { faultOf } from '../journeys/email-address.ts';
import { emailKeys, phoneKeys } from '../journeys/matching.ts';

/** A line of the list that can be taken; `emailKeys` and `phoneKeys` as of matching. */
export type ListLine = {
  line: number;
  values: Partial<Record<ListField, string>>;
  name: string;
  emailKeys: string[];
  phoneKeys: string[];
};

export type LineFault = 'unreadable' | 'no_contact' | 'bad_email' | 'role_email' | 'bad_phone' | 'no_name' | 'twice';
export type WrongLine = { line: number; why: LineFault; firstLine?: number };

export type CustomerListFile = {
  /** Every heading with what its column is taken for; null: it is left out. */
  columns: { heading: string; field: ListField | null }[];
  lines: ListLine[];
  wrong: WrongLine[];
};

const longest = 200;

/**
 * Reads a list of customers. Whole lines only: one with a fault is left out and told.
 * @param region ISO 3166 code of the country that numbers without one belong to
 * @returns null when the first line does not name a column for an email address or a phone number
 */
export function readCustomerList(text: string, region: string): CustomerListFile | null {
  const { rows, broken } = rowsOf(text);
  const [head, ...body] = rows;
  const fields = readHeadings(head?.cells ?? []);
  if (!head || !(fields.includes('email') || fields.includes('phone'))) return null;
  const columns = head.cells.map((heading, index) => ({ heading, field: fields[index] ?? null }));
  const lines: ListLine[] = [];
  const wrong: WrongLine[] = [];
  const firstLines = new Map<string, number>();
  for (const { line, cells } of body) {
    const read = readLine(line, cells, fields, region);
    if (typeof read === 'string') {
      wrong.push({ line, why: read });
      continue;
    }
    const keys = [...read.emailKeys, ...read.phoneKeys];
    const firstLine = keys.map((key) => firstLines.get(key)).find((found) => found !== undefined);
    if (firstLine === undefined) {
      for (const key of keys) firstLines.set(key, line);
      lines.push(read);
    } else wrong.push({ line, why: 'twice', firstLine });
  }
  if (broken !== null) wrong.push({ line: broken, why: 'unreadable' });
  return { columns, lines, wrong };
}

function readLine(
  line: number,
  cells: readonly string[],
  fields: readonly (ListField | null)[],
  region: string,
): ListLine | LineFault {
  const values: ListLine['values'] = {};
  for (const [index, field] of fields.entries()) {
    const value = plain(cells[index] ?? '');
    if (field && value) values[field] = value.slice(0, longest);
  }
  const { email, phone, firstName, lastName, companyName } = values;
  if (!email && !phone) return 'no_contact';
  const emails = email ? emailKeys([email]) : [];
  const phones = phone ? phoneKeys([phone], region) : [];
  if (email) {
    const faults = emails.map((address) => faultOf(address, 'list'));
    if (emails.length === 0 || faults.includes('malformed_address')) return 'bad_email';
    if (faults.includes('role_address')) return 'role_email';
  }
  if (phone && phones.length === 0) return 'bad_phone';
  const name = values.name ?? ([firstName, lastName].filter(Boolean).join(' ') || companyName);
  return name ? { line, values, name, emailKeys: emails, phoneKeys: phones } : 'no_name';
}

/** Our own export, and others', keep spreadsheets from reading a formula by a quote before it. */
const plain = (cell: string): string => cell.trim().replace(/^'(?=[=+\-@])/, '');

/** RFC 4180 with the separator of the first line. `broken`: the line from which on it cannot be read. */
function rowsOf(text: string): { rows: { line: number; cells: string[] }[]; broken: number | null } {
  const [first = ''] = text.split(/\r?\n|\r/, 1);
  const delimiter = [',', ';', '\t'].sort((a, b) => first.split(b).length - first.split(a).length)[0] ?? ',';
  const rows: { line: number; cells: string[] }[] = [];
  try {
    parse(text, {
      bom: true,
      delimiter,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      // Kept one by one: what stands before a broken line has been read.
      on_record: (cells: string[], { lines }) => {
        rows.push({ line: lines, cells });
        return null;
      },
    });
    return { rows, broken: null };
  } catch (error) {
    if (error instanceof CsvError) return { rows, broken: (rows.at(-1)?.line ?? 0) + 1 };
    throw error;
  }
}
