import type { StepOf } from '../definition.ts';

const mask = 0xffff_ffffn;

/** The lane of a split that somebody falls into: FNV-1a and the last stir of MurmurHash3, in whole numbers of any size. */
export function laneOf({ id, lanes }: StepOf<'split'>, person: string): string {
  let hash = 0x811c_9dc5n;
  for (const letter of `${id} ${person}`) hash = ((hash ^ BigInt(letter.charCodeAt(0))) * 0x0100_0193n) & mask;
  hash ^= hash >> 16n;
  hash = (hash * 0x85eb_ca6bn) & mask;
  hash ^= hash >> 13n;
  hash = (hash * 0xc2b2_ae35n) & mask;
  hash ^= hash >> 16n;
  let rest = Number(hash % 100n);
  for (const lane of lanes) {
    rest -= lane.share;
    if (rest < 0) return lane.id;
  }
  return '';
}
