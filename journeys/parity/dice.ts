/** Numbers that only look random: the same for the same seed. */
export type Dice = {
  /** A whole number, both ends included. */
  from(least: number, most: number): number;
  chance(share: number): boolean;
  of<T>(list: readonly T[]): T;
  /** Up to so many of a list, in its order. */
  some<T>(list: readonly T[], most: number): T[];
  times<T>(count: number, make: (n: number) => T): T[];
};

export function dice(seed: number): Dice {
  let state = seed >>> 0;
  // mulberry32
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const roll: Dice = {
    from: (least, most) => least + Math.floor(next() * (most - least + 1)),
    chance: (share) => next() < share,
    of(list) {
      const index = roll.from(0, list.length - 1);
      return list[index] as (typeof list)[number];
    },
    some(list, most) {
      const count = roll.from(0, most);
      const chosen = new Set(roll.times(count, () => roll.from(0, list.length - 1)));
      return list.filter((_, index) => chosen.has(index));
    },
    times: (count, make) => Array.from({ length: count }, (_, n) => make(n)),
  };
  return roll;
}
