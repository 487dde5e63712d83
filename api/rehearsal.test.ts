import { describe, expect, it } from '@jest/globals';
import { inLine } from './rehearsal.ts';

describe('rehearsals of one organization', () => {
  it('come one after the other, also after one that failed', async () => {
    const order: string[] = [];
    const work = (name: string, fails = false) =>
      inLine('one', async () => {
        order.push(`${name} begins`);
        await null;
        order.push(`${name} ends`);
        if (fails) throw new Error(name);
        return name;
      });
    const both = Promise.allSettled([work('a', true), work('b')]);
    const other = inLine('two', async () => order.push('another organization'));
    expect((await both).map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    await other;
    expect(order.indexOf('another organization')).toBeLessThan(order.indexOf('b begins'));
    expect(order.filter((line) => !line.startsWith('another'))).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  });
});
