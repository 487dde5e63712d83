import { describe, expect, it } from '@jest/globals';
import { cardKey } from './card-keys.ts';

const press = (key: string, held: Partial<Record<'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey', boolean>> = {}) =>
  cardKey({ key, altKey: false, ctrlKey: false, metaKey: false, shiftKey: false, ...held });

describe('a key on a card', () => {
  it('goes to another card, and with Alt takes the step along', () => {
    expect(press('ArrowDown')).toEqual({ go: 'behind' });
    expect(press('ArrowUp', { altKey: true })).toEqual({ move: -1 });
    expect(press('ArrowDown', { altKey: true })).toEqual({ move: 1 });
  });

  it('is left to the browser where it is not ours', () => {
    expect([
      press('ArrowLeft', { altKey: true }),
      press('d', { ctrlKey: true }),
      press('a', { metaKey: true }),
      press('ArrowDown', { shiftKey: true }),
      press('Tab'),
      press('Enter'),
    ]).toEqual([null, null, null, null, null, null]);
  });
});
