type PageInput = { first?: number; last?: number; after?: string; before?: string };
export type Paged<Filter = unknown> = PageInput & { filter?: Filter; searchTerm?: string };

/** How a list is sorted: by this value, then by id. */
export type Order<Row> = { by: (row: Row) => number; descending?: boolean };

export type Range = { before?: number; after?: number; eq?: number };

/** Ranges are inclusive and know whole seconds, as everything the vendor prints. */
export const inRange = (value: number | null, range: Range | null | undefined) => {
  if (!range) return true;
  if (value === null) return false;
  const second = Math.floor(value / 1000) * 1000;
  return (
    (range.after == null || second >= range.after) &&
    (range.before == null || second <= range.before) &&
    (range.eq == null || second === range.eq)
  );
};

type Place = readonly [value: number, id: number];
const encode = (place: Place) => Buffer.from(JSON.stringify(place)).toString('base64');
const decode = (cursor: string): Place => {
  const [value, id] = JSON.parse(Buffer.from(cursor, 'base64').toString()) as [number, number];
  return [Number(value), Number(id)];
};

/** A page by place, not by row: one that vanished between two pages leaves no gap. */
export function page<Row extends { id: number }>(
  rows: Iterable<Row>,
  { first, last, after, before }: PageInput,
  order: Order<Row> | null = null,
) {
  const by = order?.by ?? (() => 0);
  const sign = order?.descending ? -1 : 1;
  const placeOf = (row: Row): Place => [by(row), row.id];
  const compare = (a: Place, b: Place) => sign * (a[0] - b[0] || a[1] - b[1]);
  const sorted = [...rows];
  if (order) sorted.sort((a, b) => compare(placeOf(a), placeOf(b)));
  const indexAfter = (cursor: string) => {
    const place = decode(cursor);
    const index = sorted.findIndex((row) => compare(placeOf(row), place) > 0);
    return index < 0 ? sorted.length : index;
  };
  let from = after ? indexAfter(after) : 0;
  let to = sorted.length;
  if (before) {
    const place = decode(before);
    const index = sorted.findIndex((row) => compare(placeOf(row), place) >= 0);
    if (index >= 0) to = index;
  }
  if (last != null) from = Math.max(from, to - last);
  else to = Math.min(to, from + (first ?? 100));
  const nodes = sorted.slice(from, to);
  const cursorOf = (row: Row | undefined) => (row ? encode(placeOf(row)) : null);
  return {
    nodes,
    edges: nodes.map((node) => ({ node, cursor: cursorOf(node) })),
    pageInfo: {
      hasNextPage: to < sorted.length,
      hasPreviousPage: from > 0,
      startCursor: cursorOf(nodes[0]),
      endCursor: cursorOf(nodes.at(-1)),
    },
  };
}
