import { normalizePhone } from './phone.ts';

/** Why two records are taken for one person. */
export type MatchBasis = 'email' | 'phone' | 'name';

/** One record of a customer, as far as recognising the person needs it. `names` as of `nameKeys`. */
export type MatchRecord = {
  id: string;
  source: string;
  names: readonly string[];
  emailKeys: readonly string[];
  phoneKeys: readonly string[];
};

/** Two records that may be one person; `a` is the smaller id. `sure`: may be linked without asking. */
export type PersonMatch = { a: string; b: string; basis: MatchBasis[]; confidence: number; sure: boolean };

/** A key of more customers than this is an office's, not a person's. */
export const sharedBy = 5;
const keysKept = 20;

// By what agrees; of a shared key little is left.
const confidences: Record<string, number> = {
  email: 0.8,
  phone: 0.7,
  'email phone': 0.95,
  'email name': 0.95,
  'phone name': 0.9,
  'email phone name': 0.99,
};
const sharedConfidence = 0.4;

/** How an address is compared: the addresses of a field, lowercased. One field may hold several. */
export function emailKeys(fields: readonly string[]): string[] {
  const parts = fields.flatMap((field) => field.toLowerCase().split(/[\s,;<>()"]+/));
  const addresses = parts.map((part) => part.replace(/^mailto:/, ''));
  return [...new Set(addresses.filter(isAddress))].slice(0, keysKept);
}

const isAddress = (part: string): boolean =>
  part.length <= 254 && /^[^\s@,;<>\p{C}]+@[^\s@,;<>\p{C}]+\.[^\s@,;<>\p{C}.]+$/u.test(part);

/**
 * How a number is compared: E.164. One field may hold several.
 * @param region ISO 3166 code of the organization's country
 */
export function phoneKeys(fields: readonly string[], region: string): string[] {
  const numbers = fields.flatMap((field) => {
    const whole = normalizePhone(field, region);
    return whole ? [whole] : field.split(/[,;/|\n]|\bor\b/i).map((part) => normalizePhone(part, region));
  });
  return [...new Set(numbers.filter((number) => number !== null))].slice(0, keysKept);
}

/** How names are compared: without case, accents, punctuation and order: "Lovelace, Ada" is "Ada Lovelace". */
export function nameKeys(names: readonly (string | null)[]): string[] {
  const keys = names.map((name) =>
    (name ?? '')
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter(Boolean)
      .sort()
      .join(' '),
  );
  return [...new Set(keys.filter(Boolean))];
}

/**
 * The pairs of records from different sources that share an address or a number. A key that more than `sharedBy`
 * records have counts only beside an equal name, and nothing is sure by it; a record that two of one source fit is
 * sure of neither.
 * @param about only pairs with one of these; all, when it is left out
 */
export function matchesAmong(records: readonly MatchRecord[], about?: ReadonlySet<string>): PersonMatch[] {
  const byId = new Map(records.map((record) => [record.id, record]));
  const found = new Map<string, { a: MatchRecord; b: MatchRecord; basis: Set<MatchBasis>; shared: boolean }>();
  const note = (group: readonly MatchRecord[], basis: 'email' | 'phone', shared: boolean) => {
    for (const [a, b] of pairsOf(group, about)) {
      const key = `${a.id} ${b.id}`;
      const known = found.get(key) ?? { a, b, basis: new Set<MatchBasis>(), shared: true };
      // What an own key says stands over what a shared one says.
      if (known.shared && !shared) known.basis.clear();
      if (known.shared || !shared) known.basis.add(basis);
      known.shared &&= shared;
      found.set(key, known);
    }
  };
  for (const [basis, keysOf] of [
    ['email', ({ emailKeys: keys }: MatchRecord) => keys],
    ['phone', ({ phoneKeys: keys }: MatchRecord) => keys],
  ] as const) {
    for (const group of grouped(byId.values(), keysOf)) {
      if (group.length <= sharedBy) note(group, basis, false);
      else
        for (const namesakes of grouped(group, ({ names }) => names)) {
          if (namesakes.length <= sharedBy) note(namesakes, basis, true);
        }
    }
  }
  const matches = [...found.values()].map(({ a, b, basis, shared }) => {
    if (a.names.some((name) => b.names.includes(name))) basis.add('name');
    const why = (['email', 'phone', 'name'] as const).filter((one) => basis.has(one));
    const confidence = shared ? sharedConfidence : (confidences[why.join(' ')] ?? sharedConfidence);
    return { a, b, basis: why, confidence, sure: !shared && basis.has('email') && basis.size > 1 };
  });
  return withoutDoubtful(matches);
}

type Found = { a: MatchRecord; b: MatchRecord; basis: MatchBasis[]; confidence: number; sure: boolean };

function withoutDoubtful(matches: readonly Found[]): PersonMatch[] {
  const fits = new Map<string, number>();
  const sides = ({ a, b }: Found) => [`${a.id} ${b.source}`, `${b.id} ${a.source}`];
  for (const match of matches) {
    if (match.sure) for (const side of sides(match)) fits.set(side, (fits.get(side) ?? 0) + 1);
  }
  return matches.map(({ a, b, ...match }) => ({
    ...match,
    a: a.id,
    b: b.id,
    sure: match.sure && sides({ a, b, ...match }).every((side) => fits.get(side) === 1),
  }));
}

function pairsOf(group: readonly MatchRecord[], about?: ReadonlySet<string>): [MatchRecord, MatchRecord][] {
  return group.flatMap((one, index) =>
    group.slice(index + 1).flatMap((other): [MatchRecord, MatchRecord][] => {
      if (one.source === other.source || one.id === other.id) return [];
      if (about && !about.has(one.id) && !about.has(other.id)) return [];
      return [one.id < other.id ? [one, other] : [other, one]];
    }),
  );
}

function grouped(
  records: Iterable<MatchRecord>,
  keysOf: (record: MatchRecord) => readonly string[],
): Iterable<MatchRecord[]> {
  const groups = new Map<string, MatchRecord[]>();
  for (const record of records) {
    for (const key of new Set(keysOf(record))) {
      const group = groups.get(key);
      if (group) group.push(record);
      else groups.set(key, [record]);
    }
  }
  return groups.values();
}
