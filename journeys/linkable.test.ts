import { describe, expect, it } from '@jest/globals';
import { type Grouped, linkable } from './linkable.ts';

const record = (id: string, group = id): Grouped => ({ id, source: id.charAt(0), group });
const pair = (a: string, b: string) => ({ a, b });

describe('what may be linked without asking', () => {
  it('is every pair that stands alone', () => {
    const pairs = [pair('a1', 'b1'), pair('a2', 'b2')];
    expect(
      linkable(
        pairs,
        ['a1', 'a2', 'b1', 'b2'].map((id) => record(id)),
        [],
      ),
    ).toEqual(pairs);
  });

  it('is not what would bring two records of one system together, in this round or by an earlier one', () => {
    const records = ['a1', 'a2', 'b1'].map((id) => record(id));
    expect(linkable([pair('a1', 'b1'), pair('a2', 'b1')], records, [])).toEqual([pair('a1', 'b1')]);
    const earlier = [record('a1', 'a1'), record('b1', 'a1'), record('a2'), record('c1')];
    expect(linkable([pair('a2', 'c1'), pair('b1', 'c1')], earlier, [])).toEqual([pair('a2', 'c1')]);
  });

  it('is not what would bring a declined pair together, however it is spelled', () => {
    const records = ['a1', 'b1', 'c1'].map((id) => record(id));
    const pairs = [pair('a1', 'b1'), pair('b1', 'c1')];
    expect(linkable(pairs, records, [['c1', 'a1']])).toEqual([pair('a1', 'b1')]);
  });

  it('is nothing that is together already, or not there', () => {
    expect(linkable([pair('a1', 'b1')], [record('a1', 'a1'), record('b1', 'a1')], [])).toEqual([]);
    expect(linkable([pair('a1', 'b1')], [record('a1')], [])).toEqual([]);
  });
});
