import { describe, expect, it } from '@jest/globals';
import { searchColumns, searchPatterns } from './search-words.ts';

const nobody = { name: '', companyName: null, emailKeys: [], phoneKeys: [], address: null };

describe('what is looked through', () => {
  it('has no accents, no case and no needless spaces', () => {
    const { sort_name, search_words } = searchColumns({
      ...nobody,
      name: '  José  ÑANDÚ ',
      companyName: 'Ærø & Söhne',
    });
    expect(sort_name).toBe('jose nandu');
    expect(search_words).toBe(' jose nandu ærø & sohne');
  });

  it('holds addresses, numbers and the place', () => {
    const address = {
      street1: '12 Main St',
      street2: null,
      city: 'Montréal',
      province: 'QC',
      postalCode: 'H2X',
      country: 'CA',
    };
    const { search_words } = searchColumns({
      ...nobody,
      name: 'Ada',
      emailKeys: ['a@b.co'],
      phoneKeys: ['+12075550142'],
      address,
    });
    expect(search_words).toBe(' ada a@b.co +12075550142 12 main st montreal qc h2x');
  });
});

describe('what was typed', () => {
  it.each([
    ['Ada Lovelace', ['%ada%', '%lovelace%']],
    ['JOSÉ', ['%jose%']],
    ['jo', ['% jo%']],
    ['(207) 555-0142', ['%207%', '%5550142%']],
    ['207.555.0142', ['%2075550142%']],
    ['04101-1234', ['%04101-1234%']],
    ['a_b%c', ['%a\\_b\\%c%']],
    ['% &', []],
    ['', []],
  ])('%s becomes patterns', (typed, patterns) => {
    expect(searchPatterns(typed)).toEqual(patterns);
  });
});
