/**
 * What belongs together when pairs do: every id gets the smallest id of its group, null when it stands alone.
 * Pairs may name ids that are not in `ids`; these get an entry too.
 */
export function groupsOf(
  ids: Iterable<string>,
  pairs: Iterable<readonly [string, string]>,
): Map<string, string | null> {
  const above = new Map<string, string>();
  const rootOf = (id: string): string => {
    let root = id;
    for (let next = above.get(root); next !== undefined; next = above.get(root)) root = next;
    return root;
  };
  const all = new Set(ids);
  const grouped = new Set<string>();
  for (const [a, b] of pairs) {
    const [low, high] = [rootOf(a), rootOf(b)].sort() as [string, string];
    if (low !== high) above.set(high, low);
    if (a !== b) grouped.add(a).add(b);
    all.add(a).add(b);
  }
  return new Map([...all].map((id) => [id, grouped.has(id) ? rootOf(id) : null]));
}
