/**
 * The one of several shares (percent, 100 together) that a text falls into: the same text always into the same,
 * many texts in proportion.
 */
export function placeIn(shares: readonly { id: string; share: number }[], text: string): string {
  const point = hash(text) % 100;
  let upTo = 0;
  for (const { id, share } of shares) {
    upTo += share;
    if (point < upTo) return id;
  }
  return shares.at(-1)?.id ?? '';
}

/** FNV-1a with a last stir, since neighbouring texts would else fall into neighbouring shares. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
