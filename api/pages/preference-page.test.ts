import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { categoryKeys } from '../../journeys/categories.ts';
import type { ContactConsent } from '../../records/consent.ts';
import { masked, preferencePage } from './preference-page.ts';

const consent: ContactConsent = {
  id: '',
  channel: 'email',
  address: 'ada@example.com',
  suppressedReason: null,
  refused: [],
};
const business = { name: 'Rosa Plumbing', color: null };
const page = (more: Partial<ContactConsent> = {}) =>
  preferencePage(business, { ...consent, ...more }, null).main.markup;
const tags = (markup: string) => markup.match(/<[^>]*>/g);

describe('the preference page', () => {
  it('offers one click while there is advertising left to end', () => {
    expect(page()).toContain('value="unsubscribe"');
    expect(page({ refused: ['quotes', 'reviews', 'offers'] })).not.toContain('value="unsubscribe"');
  });

  it('ticks what somebody gets', () => {
    for (const refused of categoryKeys)
      expect(page({ refused: [refused] }).match(/value="\w+" checked/g)).toHaveLength(categoryKeys.length - 1);
    expect(page({ suppressedReason: 'unsubscribed' })).not.toContain('checked');
  });

  it('lets no address and no name become a tag or an attribute', () => {
    const plain = tags(page());
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (address, name) => {
        const { main } = preferencePage({ name, color: null }, { ...consent, address }, null);
        expect(tags(main.markup)).toEqual(plain);
      }),
    );
  });

  it('shows of an address what its owner knows it by, and no more', () => {
    expect([masked('ada.lovelace@example.com'), masked('😀x@y.example'), masked('+12025550123')]).toEqual([
      'a•••@example.com',
      '😀•••@y.example',
      '•••23',
    ]);
  });
});
