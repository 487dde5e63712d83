import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { mobileLikely, normalizePhone } from './phone.ts';

describe('normalizePhone', () => {
  it.each([
    ['(202) 555-0123', 'US', '+12025550123'],
    ['202.555.0123', 'us', '+12025550123'],
    ['+1 202 555 0123', 'DE', '+12025550123'],
    ['604 555 0199', 'CA', '+16045550199'],
    ['07400 123456', 'GB', '+447400123456'],
    ['202-555-0123 ext. 7', 'US', '+12025550123'],
    ['\u202a+1 202\u2011555\u20110123\u202c', 'US', '+12025550123'],
  ])('reads %s in %s', (raw, region, expected) => {
    expect(normalizePhone(raw, region)).toBe(expected);
  });

  it.each([
    ['', 'US'],
    ['ask Bob', 'US'],
    ['call 202-555-0123', 'US'],
    ['📞 202-555-0123', 'US'],
    ['12', 'US'],
    ['911', 'US'],
    ['202-555-0123, 202-555-0124, 202-555-0125', 'US'],
    ['202-555-0123 202-555-0124 202-555-0125', 'US'],
    ['202-555-0123 / 202-555-0124 / 202-555-0125', 'US'],
    ['+999 123 456', 'US'],
    ['202-555-0123', 'nowhere'],
  ])('takes %j in %s for no number', (raw, region) => {
    expect(normalizePhone(raw, region)).toBeNull();
  });

  it('yields E.164 or nothing, and yields itself again', () => {
    const phoneLike = fc.string({ unit: fc.constantFrom(...'0123456789+-() .x'), maxLength: 24 });
    fc.assert(
      fc.property(fc.oneof(fc.string(), phoneLike), (raw) => {
        const number = normalizePhone(raw, 'US');
        expect(number === null || /^\+[1-9]\d{6,14}$/.test(number)).toBe(true);
        if (number) expect(normalizePhone(number, 'GB')).toBe(number);
      }),
    );
  });
});

describe('mobileLikely', () => {
  it.each([
    ['(202) 555-0123', 'US', true],
    ['07400 123456', 'GB', true],
    ['020 7946 0018', 'GB', false],
    ['0800 123 4567', 'GB', false],
    ['(800) 555-0123', 'US', false],
    ['not a number', 'US', false],
  ])('says of %s in %s: %s', (raw, region, expected) => {
    expect(mobileLikely(raw, region)).toBe(expected);
  });
});
