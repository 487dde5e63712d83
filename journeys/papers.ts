/** Why two papers are taken for the same one. */
export type TwinBasis = 'number' | 'total' | 'person';

/** An invoice or an estimate, as far as recognising it in another system needs it. */
export type Paper = {
  id: string;
  /** Whose it is: papers of one connection are never the same. */
  connectionId: string;
  kind: string;
  /** As of `paperNumber`. */
  number: string;
  /** Decimal with two places, as the database tells it. */
  total: string;
  /** The id of the person, equal for linked customers; null when nobody is known. */
  person: string | null;
  madeAt: Date | null;
};

/** Two papers that may be one; `a` is the smaller id. `sure`: all three agree and nothing else fits as well. */
export type TwinMatch = { a: string; b: string; basis: TwinBasis[]; sure: boolean };

/** Without an equal number only what was made about the same time is asked about. */
const aboutTheSameTimeMs = 31 * 24 * 60 * 60 * 1000;

/** How a document number is compared: without the sign before it; zeros, letters and prefixes stay as printed. */
export function paperNumber(printed: string): string | null {
  return printed.trim().replace(/^#\s*/, '') || null;
}

/**
 * The pairs of papers from two connections of which at least two agree: the number, the total, the person.
 * @param about only pairs with one of these; all, when it is left out
 */
export function twinsAmong(papers: readonly Paper[], about?: ReadonlySet<string>): TwinMatch[] {
  const pairs = alikePairs(papers);
  const fits = new Map<string, number>();
  for (const side of pairs.filter(isWhole).flatMap(sidesOf)) fits.set(side, (fits.get(side) ?? 0) + 1);
  const isSure = (pair: Pair) => isWhole(pair) && sidesOf(pair).every((side) => fits.get(side) === 1);
  const settled = new Set(pairs.filter(isSure).flatMap(sidesOf));
  // Whose twin is found is not asked about any more.
  const open = pairs.filter((pair) => isSure(pair) || !sidesOf(pair).some((side) => settled.has(side)));
  const nearest = nearestBySide(open.filter(isWithoutNumber));
  return open
    .filter((pair) => !isWithoutNumber(pair) || sidesOf(pair).every((side) => nearest.get(side) === pair))
    .filter(({ a, b }) => !about || about.has(a.id) || about.has(b.id))
    .map((pair) => ({ a: pair.a.id, b: pair.b.id, basis: pair.basis, sure: isSure(pair) }));
}

type Pair = { a: Paper; b: Paper; basis: TwinBasis[] };

const isWhole = ({ basis }: Pair): boolean => basis.length === 3;
const isWithoutNumber = ({ basis }: Pair): boolean => !basis.includes('number');
const sidesOf = ({ a, b }: Pair): [string, string] => [`${a.id} ${b.connectionId}`, `${b.id} ${a.connectionId}`];

function alikePairs(papers: readonly Paper[]): Pair[] {
  const groups = new Map<string, Paper[]>();
  for (const paper of papers) {
    const keys = [`number ${paper.kind} ${paper.number}`];
    if (paper.person) keys.push(`person ${paper.kind} ${paper.person} ${paper.total}`);
    for (const key of keys) {
      const group = groups.get(key);
      if (group) group.push(paper);
      else groups.set(key, [paper]);
    }
  }
  const pairs = new Map<string, Pair>();
  for (const group of groups.values()) {
    for (const [index, one] of group.entries()) {
      for (const other of group.slice(index + 1)) {
        if (one.connectionId === other.connectionId) continue;
        const [a, b] = one.id < other.id ? [one, other] : [other, one];
        const basis = basisOf(a, b);
        if (basis.length >= 2) pairs.set(`${a.id} ${b.id}`, { a, b, basis });
      }
    }
  }
  return [...pairs.values()];
}

function basisOf(a: Paper, b: Paper): TwinBasis[] {
  const number = a.number === b.number;
  const agrees: Record<TwinBasis, boolean> = {
    number,
    // Two papers over 0.00 are not alike by that.
    total: a.total === b.total && (number || Number(a.total) !== 0),
    person: a.person !== null && a.person === b.person,
  };
  return (['number', 'total', 'person'] as const).filter((one) => agrees[one]);
}

/** The same sum every month is no sign: of several that fit only the nearest in time is asked about. */
function nearestBySide(pairs: readonly Pair[]): Map<string, Pair> {
  const close = pairs.filter((pair) => apart(pair) <= aboutTheSameTimeMs);
  const nearest = new Map<string, Pair>();
  for (const pair of close.sort((one, other) => apart(one) - apart(other) || byIds(one, other))) {
    for (const side of sidesOf(pair)) if (!nearest.has(side)) nearest.set(side, pair);
  }
  return nearest;
}

const apart = ({ a, b }: Pair): number =>
  a.madeAt && b.madeAt ? Math.abs(a.madeAt.getTime() - b.madeAt.getTime()) : 0;
const byIds = (one: Pair, other: Pair): number => (`${one.a.id} ${one.b.id}` < `${other.a.id} ${other.b.id}` ? -1 : 1);
