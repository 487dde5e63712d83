import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { contrast, inkOn, isColor, readableOn } from './brand-color.ts';

const color = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);

describe('a brand colour', () => {
  it('stays as it is where it can be read', () => {
    expect([readableOn('#1d5c87', '#ffffff'), contrast('#000000', '#ffffff')]).toEqual(['#1d5c87', 21]);
  });

  it('is made readable on every background of ours, and letters are readable on it', () => {
    fc.assert(
      fc.property(color, (own) => {
        for (const background of ['#ffffff', '#f3f5f6', '#1e2226', '#14171a']) {
          expect(contrast(readableOn(own, background), background)).toBeGreaterThanOrEqual(4.5);
        }
        expect(contrast(inkOn(own), own)).toBeGreaterThanOrEqual(4.5);
      }),
      { numRuns: 300 },
    );
  });

  it('is six hexadecimal digits and nothing else', () => {
    expect(['#1d5c87', '#FFF000', 'red', '#fff', '#1d5c87;x:y'].map(isColor)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
