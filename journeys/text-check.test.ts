import { describe, expect, it } from '@jest/globals';
import { textProblems } from './text-check.ts';

const known = ['business.review_link', 'customer.name'];
const codes = (text: string, own: Parameters<typeof textProblems>[3], channel: 'email' | 'sms' = 'email') =>
  textProblems(text, channel, known, own).map(({ code }) => code);

describe('the check of a text', () => {
  it('asks for a link of the business that is not set, and for nothing when it is', () => {
    const text = 'Tell others: {{ business.review_link }}';
    expect([codes(text, { links: [] }), codes(text, { links: ['business.review_link'] }), codes(text, {})]).toEqual([
      ['link_not_set'],
      [],
      [],
    ]);
  });

  it('refuses pictures from sites that are not allowed, and over http', () => {
    const own = { imageHosts: ['cdn.example.com'] };
    expect([
      codes('![Us](https://cdn.example.com/us.png)', own),
      codes('![Us](http://cdn.example.com/us.png)', own),
      codes('![Us](https://evil.example/us.png) ![](https://evil.example/2.png)', own),
      codes('![Us](https://evil.example/us.png)', own, 'sms'),
    ]).toEqual([[], ['picture_not_allowed'], ['picture_not_allowed'], []]);
  });

  it('still says what any text must have', () => {
    expect(codes('{{ customer.name }} {{ customer.age }}', {})).toEqual(['unknown_variable', 'no_default']);
  });
});
