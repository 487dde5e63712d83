import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { emailKeys, type MatchRecord, matchesAmong, nameKeys, phoneKeys, sharedBy } from './matching.ts';

describe('the keys of an address', () => {
  it.each([
    [[' Ada@Example.COM '], ['ada@example.com']],
    [['a@example.com, b@example.com;c@example.com'], ['a@example.com', 'b@example.com', 'c@example.com']],
    [['Ada Lovelace <ada@example.com>', 'ADA@example.com'], ['ada@example.com']],
    [['mailto:ada@example.com'], ['ada@example.com']],
    [['none', 'a@b', '@example.com', 'a@example.', ''], []],
    [['a\0b@example.com', 'a\ud800@example.com'], []],
  ])('%j are %j', (fields, keys) => {
    expect(emailKeys(fields)).toEqual(keys);
  });
});

describe('the keys of a number', () => {
  it.each([
    [['(202) 555-0123'], 'US', ['+12025550123']],
    [['202-555-0123 / 202-555-0124'], 'US', ['+12025550123', '+12025550124']],
    [['202-555-0123 or 202-555-0124'], 'US', ['+12025550123', '+12025550124']],
    [['+1 202 555 0123', '202.555.0123'], 'CA', ['+12025550123']],
    [['07400 123456'], 'GB', ['+447400123456']],
    [['call the office', '', '12'], 'US', []],
  ])('%j in %s are %j', (fields, region, keys) => {
    expect(phoneKeys(fields, region)).toEqual(keys);
  });

  it('are stable: a key is its own key, and anything may be typed', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.emailAddress()), { maxLength: 8 }), (fields) => {
        const [emails, phones] = [emailKeys(fields), phoneKeys(fields, 'US')];
        expect([emailKeys(emails), phoneKeys(phones, 'GB')]).toEqual([emails, phones]);
        expect(emails.join('')).not.toMatch(/[A-Z\s\0]/);
      }),
    );
  });
});

describe('the keys of a name', () => {
  it.each([
    [
      ['Lovelace, Ada', 'Ada  Lovelace'],
      ['Zoë Müller-Kraft', 'kraft ZOE MULLER'],
      ["O'Neil & Sons, Inc.", 'o neil sons inc'],
    ],
  ])('are equal for %j', (...pairs) => {
    for (const pair of pairs) expect(nameKeys([pair[0] ?? null])).toEqual(nameKeys([pair[1] ?? null]));
  });

  it('are none for what is no name', () => {
    expect(nameKeys([null, '', ' - ', '!'])).toEqual([]);
  });
});

const person = (id: string, more: Partial<MatchRecord> = {}): MatchRecord => ({
  id,
  source: id.startsWith('b') ? 'books' : 'acme',
  names: [],
  emailKeys: [],
  phoneKeys: [],
  ...more,
});
const ada = { emailKeys: ['ada@x.com'], phoneKeys: ['+12025550123'], names: ['ada lovelace'] };

describe('two records', () => {
  it.each<[string, (keyof typeof ada)[], string[], number, boolean]>([
    ['an address', ['emailKeys'], ['email'], 0.8, false],
    ['a number', ['phoneKeys'], ['phone'], 0.7, false],
    ['a number and the name', ['phoneKeys', 'names'], ['phone', 'name'], 0.9, false],
    ['an address and the name', ['emailKeys', 'names'], ['email', 'name'], 0.95, true],
    ['an address and a number', ['emailKeys', 'phoneKeys'], ['email', 'phone'], 0.95, true],
    ['all three', ['emailKeys', 'phoneKeys', 'names'], ['email', 'phone', 'name'], 0.99, true],
  ])('with %s in common are proposed as far as that goes', (_what, common, basis, confidence, sure) => {
    const more = Object.fromEntries(common.map((key) => [key, ada[key]]));
    expect(matchesAmong([person('b1', more), person('a1', more)])).toEqual([
      { a: 'a1', b: 'b1', basis, confidence, sure },
    ]);
  });

  it('of one system are never proposed, nor those with nothing but a name in common', () => {
    expect(matchesAmong([person('a1', ada), person('a2', ada)])).toEqual([]);
    expect(matchesAmong([person('a1', { names: ['x'] }), person('b1', { names: ['x'] })])).toEqual([]);
  });

  it('are not sure when a third one of the same system fits as well', () => {
    const matches = matchesAmong([person('a1', ada), person('a2', ada), person('b1', ada)]);
    expect(matches.map(({ a, b, sure }) => [a, b, sure])).toEqual([
      ['a1', 'b1', false],
      ['a2', 'b1', false],
    ]);
  });

  it('that share the key of an office are proposed only by name, and never sure', () => {
    const office = { emailKeys: ['office@x.com'], phoneKeys: ['+12025550199'] };
    const tenants = Array.from({ length: sharedBy + 1 }, (_, n) => person(`a${n}`, { ...office, names: [`n${n}`] }));
    const record = person('b1', { ...office, names: ['n3'] });
    expect(matchesAmong([...tenants, record])).toEqual([
      { a: 'a3', b: 'b1', basis: ['email', 'phone', 'name'], confidence: 0.4, sure: false },
    ]);
  });

  it('that share an office and have a number of their own match by that alone', () => {
    const office = (n: number) => person(`a${n}`, { emailKeys: ['office@x.com'] });
    const own = { phoneKeys: ada.phoneKeys, emailKeys: ['office@x.com'] };
    const records = [...[1, 2, 3, 4, 5].map(office), person('a9', own), person('b9', own)];
    expect(matchesAmong(records)).toEqual([{ a: 'a9', b: 'b9', basis: ['phone'], confidence: 0.7, sure: false }]);
  });

  it('are a question once per pair, in whatever order the records come', () => {
    const key = (prefix: string) => fc.subarray(['1', '2', '3'].map((n) => prefix + n));
    const record = fc.record({
      id: fc.stringMatching(/^[ab][0-9]$/),
      names: key('n'),
      emailKeys: key('e'),
      phoneKeys: key('p'),
    });
    fc.assert(
      fc.property(fc.uniqueArray(record, { selector: ({ id }) => id, maxLength: 14 }), (drawn) => {
        const records = drawn.map(({ id, ...keys }) => person(id, keys));
        const byPair = (list: ReturnType<typeof matchesAmong>) =>
          [...list].sort((one, other) => (one.a + one.b).localeCompare(other.a + other.b));
        const matches = byPair(matchesAmong(records));
        expect(byPair(matchesAmong([...records].reverse()))).toEqual(matches);
        expect(new Set(matches.map(({ a, b }) => a + b)).size).toBe(matches.length);
        const sourceOf = new Map(records.map(({ id, source }) => [id, source]));
        for (const { a, b, sure, confidence, basis } of matches) {
          expect(a < b && sourceOf.get(a) !== sourceOf.get(b)).toBe(true);
          expect(confidence > 0 && confidence < 1 && basis.some((one) => one !== 'name')).toBe(true);
          if (sure) expect(confidence).toBeGreaterThanOrEqual(0.95);
        }
        const sure = matches.filter((match) => match.sure).flatMap(({ a, b }) => [a, b]);
        expect(new Set(sure).size).toBe(sure.length);
        const about = new Set(records.slice(0, 1).map(({ id }) => id));
        for (const { a, b } of matchesAmong(records, about)) expect(about.has(a) || about.has(b)).toBe(true);
      }),
    );
  });
});
