import { emailKeys, phoneKeys } from './matching.ts';

/** A line of a file that somebody uploads, with whatever in it may name a customer. */
export type FileLine = { line: number; ids: string[]; emails: string[]; phones: string[] };

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Reads a list of people (CSV, or one address, number or id in a line): every cell counts that is one of these. Lines
 * without any are left out when they come first (a heading), and told otherwise.
 * @param region ISO 3166 code of the country that numbers without one belong to
 */
export function readCustomerFile(text: string, region: string): FileLine[] {
  const lines = rowsOf(text).map(({ line, cells }) => {
    const given = cells.map((cell) => cell.trim()).filter(Boolean);
    const ids = given.filter((cell) => uuid.test(cell)).map((cell) => cell.toLowerCase());
    const others = given.filter((cell) => !uuid.test(cell));
    return { line, empty: given.length === 0, ids, emails: emailKeys(others), phones: phoneKeys(others, region) };
  });
  const named = lines.filter(({ empty }) => !empty);
  const names = ({ ids, emails, phones }: FileLine) => ids.length + emails.length + phones.length > 0;
  const from = named[0] && !names(named[0]) && named.length > 1 ? 1 : 0;
  return named.slice(from).map(({ empty, ...line }) => line);
}

/** RFC 4180 with any of the three separators that spreadsheets write. */
function rowsOf(text: string): { line: number; cells: string[] }[] {
  const rows: { line: number; cells: string[] }[] = [];
  let [cells, cell, quoted, line, begun]: [string[], string, boolean, number, number] = [[], '', false, 1, 1];
  const endRow = () => {
    rows.push({ line: begun, cells: [...cells, cell] });
    [cells, cell, begun] = [[], '', line];
  };
  const source = text
    .replace(/^\uFEFF/, '')
    .replaceAll('\r\n', '\n')
    .replaceAll('\r', '\n');
  for (let at = 0; at < source.length; at++) {
    const character = source[at] ?? '';
    if (character === '\n') line++;
    if (quoted) {
      if (character !== '"') cell += character;
      else if (source[at + 1] === '"') cell += source[++at];
      else quoted = false;
    } else if (character === '"' && cell.trim() === '') [quoted, cell] = [true, ''];
    else if (character === '\n') endRow();
    else if (character === ',' || character === ';' || character === '\t') [cells, cell] = [[...cells, cell], ''];
    else cell += character;
  }
  if (cell !== '' || cells.length > 0) endRow();
  return rows;
}
