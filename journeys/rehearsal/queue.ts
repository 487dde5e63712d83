/** Things by the instant that they are due, the earliest first; of the same instant in the order they came. */
export type DueQueue<Item> = {
  add(at: number, item: Item): void;
  /** The earliest instant; null when nothing is due. */
  next(): number | null;
  take(): Item | null;
};

type Entry<Item> = { at: number; order: number; item: Item };

/** A binary heap. */
export function createDueQueue<Item>(): DueQueue<Item> {
  const heap: Entry<Item>[] = [];
  let order = 0;
  const isBefore = (one: Entry<Item>, other: Entry<Item>) =>
    one.at < other.at || (one.at === other.at && one.order < other.order);
  return {
    add(at, item) {
      const entry = { at, order: order++, item };
      let index = heap.length;
      while (index > 0) {
        const above = (index - 1) >> 1;
        const parent = heap[above];
        if (!parent || !isBefore(entry, parent)) break;
        heap[index] = parent;
        index = above;
      }
      heap[index] = entry;
    },
    next: () => heap[0]?.at ?? null,
    take() {
      const [first] = heap;
      const last = heap.pop();
      if (!first || !last) return null;
      if (heap.length > 0) sink(last);
      return first.item;
    },
  };

  function sink(entry: Entry<Item>): void {
    let index = 0;
    for (;;) {
      let below = 2 * index + 1;
      const [left, right] = [heap[below], heap[below + 1]];
      if (!left) break;
      const least = right && isBefore(right, left) ? right : left;
      if (least === right) below++;
      if (!isBefore(least, entry)) break;
      heap[index] = least;
      index = below;
    }
    heap[index] = entry;
  }
}
