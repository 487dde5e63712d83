import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { type Paper, paperNumber, twinsAmong } from './papers.ts';

describe('a document number', () => {
  it.each([
    [' #1042 ', '1042'],
    ['# 1042', '1042'],
    ['001042', '001042'],
    ['INV-1042', 'INV-1042'],
    ['1042#', '1042#'],
    ['##1', '#1'],
    [' ', null],
    ['#', null],
  ])('%j is compared as %j', (printed, number) => {
    expect(paperNumber(printed)).toBe(number);
  });
});

const day = (n: number) => new Date(Date.UTC(2026, 0, n));
const paper = (id: string, more: Partial<Paper> = {}): Paper => ({
  id,
  connectionId: id.startsWith('b') ? 'books' : 'acme',
  kind: 'invoice',
  number: `no ${id}`,
  total: '180.00',
  person: null,
  madeAt: day(1),
  ...more,
});
const same = { number: '1042', person: 'ada' };

describe('two papers', () => {
  it.each<[string, Partial<Paper>, string[], boolean]>([
    ['agree in all three', {}, ['number', 'total', 'person'], true],
    ['have another total', { total: '190.00' }, ['number', 'person'], false],
    ['have customers that are not linked', { person: 'bob' }, ['number', 'total'], false],
    ['have other numbers', { number: '7' }, ['total', 'person'], false],
  ])('that %s are found by what agrees', (_how, more, basis, sure) => {
    expect(twinsAmong([paper('b1', { ...same, ...more }), paper('a1', same)])).toEqual([
      { a: 'a1', b: 'b1', basis, sure },
    ]);
  });

  it.each<[string, Partial<Paper>]>([
    ['agree in one thing alone', { person: null, total: '1.00' }],
    ['are not of one kind', { kind: 'quote' }],
    ['are of one system', { connectionId: 'acme' }],
    ['have only a total of nothing and the person in common', { number: '7', total: '0.00' }],
  ])('that %s are two', (_how, more) => {
    const first = more.total === '0.00' ? { ...same, total: '0.00' } : same;
    expect(twinsAmong([paper('a1', first), paper('b1', { ...same, ...more })])).toEqual([]);
  });

  it('of nobody known are not alike by that', () => {
    expect(twinsAmong([paper('a1', { number: '1' }), paper('b1', { number: '2' })])).toEqual([]);
  });

  it('are only proposed when a third one fits as well', () => {
    const found = twinsAmong([paper('a1', same), paper('b1', same), paper('b2', same)]);
    expect(found.map(({ a, b, sure }) => [a, b, sure])).toEqual([
      ['a1', 'b1', false],
      ['a1', 'b2', false],
    ]);
  });

  it('over the same sum every month are asked about only where they are nearest, and near enough', () => {
    const months = [1, 31, 61].map((n, index) => ({ n: day(n), index }));
    const monthly = [
      ...months.map(({ n, index }) => paper(`a${index}`, { person: 'ada', madeAt: n })),
      ...months.map(({ n, index }) => paper(`b${index}`, { person: 'ada', madeAt: new Date(n.getTime() + 3_600_000) })),
      paper('b9', { person: 'ada', madeAt: day(120) }),
    ];
    expect(twinsAmong(monthly).map(({ a, b }) => a + b)).toEqual(['a0b0', 'a1b1', 'a2b2']);
  });

  it('are no question once the twin of one of them is found', () => {
    const found = twinsAmong([paper('a1', same), paper('b1', same), paper('b2', { person: 'ada' })]);
    expect(found).toEqual([{ a: 'a1', b: 'b1', basis: ['number', 'total', 'person'], sure: true }]);
  });

  it('come out once, alike in whatever order they are read, and nobody is sure of two', () => {
    const drawn = fc.record({
      id: fc.stringMatching(/^[ab][0-9]$/),
      number: fc.constantFrom('1', '2', '3'),
      total: fc.constantFrom('0.00', '10.00', '20.00'),
      person: fc.constantFrom('ada', 'bob', null),
      madeAt: fc.option(fc.integer({ min: 1, max: 90 }).map(day), { nil: null }),
    });
    fc.assert(
      fc.property(fc.uniqueArray(drawn, { selector: ({ id }) => id, maxLength: 14 }), (list) => {
        const papers = list.map(({ id, ...more }) => paper(id, more));
        const sorted = (found: ReturnType<typeof twinsAmong>) =>
          [...found].sort((one, other) => (one.a + one.b < other.a + other.b ? -1 : 1));
        const found = sorted(twinsAmong(papers));
        expect(sorted(twinsAmong([...papers].reverse()))).toEqual(found);
        expect(new Set(found.map(({ a, b }) => a + b)).size).toBe(found.length);
        for (const { a, b, basis } of found) {
          expect(a.startsWith('a') && b.startsWith('b')).toBe(true);
          expect(basis.length).toBeGreaterThanOrEqual(2);
        }
        const sure = found.filter((each) => each.sure).flatMap(({ a, b }) => [a, b]);
        expect(new Set(sure).size).toBe(sure.length);
        for (const { a, b } of twinsAmong(papers, new Set(['a1']))) expect([a, b]).toContain('a1');
      }),
    );
  });
});
