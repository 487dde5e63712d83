import { describe, expect, it } from '@jest/globals';
import { readCustomerFile } from './customer-file.ts';

const id = '0a1b2c3d-0000-4000-8000-00000000abcd';
const read = (text: string) => readCustomerFile(text, 'US');

describe('a file of customers', () => {
  it('names people by address, number or id, one in a line', () => {
    expect(read(`Ada@Example.com\n(202) 555-0123\n${id.toUpperCase()}\n`)).toEqual([
      { line: 1, ids: [], emails: ['ada@example.com'], phones: [] },
      { line: 2, ids: [], emails: [], phones: ['+12025550123'] },
      { line: 3, ids: [id], emails: [], phones: [] },
    ]);
  });

  it('may be a table with a heading, quotes, a mark at its beginning and the line ends of any machine', () => {
    const table =
      '\uFEFFName,Email,Phone\r\n"Lovelace, ""Ada""\nCountess",ada@example.com,202-555-0123\r\n\r\nBob;bob@example.com';
    expect(read(table)).toEqual([
      { line: 2, ids: [], emails: ['ada@example.com'], phones: ['+12025550123'] },
      { line: 5, ids: [], emails: ['bob@example.com'], phones: [] },
    ]);
  });

  it('keeps a line that names nobody, to be told of', () => {
    expect(read('ada@example.com\nnobody').map(({ line, emails }) => [line, emails.length])).toEqual([
      [1, 1],
      [2, 0],
    ]);
    expect(read('nobody')).toHaveLength(1);
    expect([read(''), read('\n\n,,\n')]).toEqual([[], []]);
  });

  it('ends, whatever is in it', () => {
    expect(read(`"${'x'.repeat(200_000)}`)).toHaveLength(1);
    expect(read('",\n'.repeat(10_000)).length).toBeGreaterThan(0);
  });
});
