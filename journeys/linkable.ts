/** A record and the group it belongs to now: the id of its person, else its own. */
export type Grouped = { id: string; source: string; group: string };

/**
 * Of the pairs, in their order, those that put neither two records of one source nor a declined pair into one group.
 */
export function linkable<Pair extends { a: string; b: string }>(
  pairs: readonly Pair[],
  records: readonly Grouped[],
  declined: readonly (readonly [string, string])[],
): Pair[] {
  const members = new Map<string, Grouped[]>();
  const groupOf = new Map<string, string>();
  for (const record of records) {
    members.set(record.group, [...(members.get(record.group) ?? []), record]);
    groupOf.set(record.id, record.group);
  }
  const apart = new Set(declined.flatMap(([a, b]) => [`${a} ${b}`, `${b} ${a}`]));
  return pairs.filter(({ a, b }) => {
    const [one, other] = [groupOf.get(a), groupOf.get(b)];
    if (one === undefined || other === undefined || one === other) return false;
    const [ones, others] = [members.get(one) ?? [], members.get(other) ?? []];
    const clash = ones.some((left) =>
      others.some((right) => left.source === right.source || apart.has(`${left.id} ${right.id}`)),
    );
    if (clash) return false;
    for (const record of others) groupOf.set(record.id, one);
    members.set(one, [...ones, ...others]);
    return true;
  });
}
