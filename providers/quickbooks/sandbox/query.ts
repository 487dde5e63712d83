/** The part of the vendor's query language that is documented: one entity, AND only, no joins. */
export type Query = {
  count: boolean;
  entity: string;
  conditions: Condition[];
  order: { field: string; descending: boolean }[];
  start: number;
  rows: number;
};
type Value = string | number | boolean;
type Operator = '=' | '<' | '>' | '<=' | '>=' | 'in' | 'like';
type Condition = { field: string; operator: Operator; values: Value[] };
type Entity = object;

export class QueryError extends Error {}

const token = /\s*('(?:\\.|[^'\\])*'|[A-Za-z_][\w.]*|-?\d+(?:\.\d+)?|<=|>=|[=<>(),*])/y;
const mostRows = 1000;
const rowsIfUnsaid = 100;

function tokens(text: string): string[] {
  const found: string[] = [];
  token.lastIndex = 0;
  const source = text.trim();
  while (token.lastIndex < source.length) {
    const match = token.exec(source);
    if (!match?.[1]) throw new QueryError('the statement cannot be read');
    found.push(match[1]);
  }
  return found;
}

/** @throws QueryError for what the vendor would not take */
export function parseQuery(statement: string): Query {
  const rest = tokens(statement);
  const peek = () => rest[0]?.toLowerCase() ?? '';
  const take = (...wanted: string[]) => {
    const next = rest.shift();
    if (next === undefined || (wanted.length > 0 && !wanted.includes(next.toLowerCase())))
      throw new QueryError(`expected ${wanted.join(' or ') || 'more'}, found ${next ?? 'the end'}`);
    return next;
  };
  const accept = (word: string) => peek() === word && take(word) !== '';
  const name = () => {
    const next = take();
    if (!/^[A-Za-z_][\w.]*$/.test(next)) throw new QueryError(`${next} is no name`);
    return next;
  };
  const value = (): Value => {
    const next = take();
    if (next.startsWith("'")) return next.slice(1, -1).replace(/\\(.)/g, '$1');
    if (/^(true|false)$/i.test(next)) return next.toLowerCase() === 'true';
    const number = Number(next);
    if (Number.isNaN(number)) throw new QueryError(`${next} is no value`);
    return number;
  };
  const list = (): Value[] => {
    take('(');
    const values = [value()];
    while (accept(',')) values.push(value());
    take(')');
    return values;
  };
  const wholeNumber = (least: number, most: number) => {
    const given = Number(take());
    if (!Number.isInteger(given) || given < least || given > most) throw new QueryError('a number is out of range');
    return given;
  };
  const condition = (): Condition => {
    const field = name();
    const operator = take('=', '<', '>', '<=', '>=', 'in', 'like').toLowerCase() as Operator;
    return { field, operator, values: operator === 'in' ? list() : [value()] };
  };

  take('select');
  const count = accept('count');
  if (count) take('(');
  take('*');
  if (count) take(')');
  take('from');
  const query: Query = { count, entity: name(), conditions: [], order: [], start: 1, rows: rowsIfUnsaid };
  if (accept('where')) {
    do query.conditions.push(condition());
    while (accept('and'));
  }
  if (accept('orderby')) {
    do {
      const field = name();
      const descending = accept('desc');
      if (!descending) accept('asc');
      query.order.push({ field, descending });
    } while (accept(','));
  }
  if (accept('startposition')) query.start = wholeNumber(1, Number.MAX_SAFE_INTEGER);
  if (accept('maxresults')) query.rows = wholeNumber(1, mostRows);
  if (rest.length > 0) throw new QueryError(`${rest[0]} was not expected`);
  return query;
}

/** The ids that a query is about; null where it is about any. */
export function idsAsked({ conditions }: Query): string[] | null {
  const asked = conditions.find(({ field, operator }) => field === 'Id' && (operator === 'in' || operator === '='));
  return asked ? [...new Set(asked.values.map(String))] : null;
}

function fieldOf(row: Entity, path: string): Value | undefined {
  let value: unknown = row;
  for (const part of path.split('.')) value = (value as Record<string, unknown> | undefined)?.[part];
  return value as Value | undefined;
}

const isTime = (value: Value) => typeof value === 'string' && /^\d{4}-\d\d-\d\d/.test(value);

/** A time is parsed once for a sort, not once for each comparison. */
const sortable = (value: Value): Value => (isTime(value) ? Date.parse(String(value)) : value);

/** Ids are numbers written as text, times carry offsets. */
function compare(one: Value, other: Value): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  const both = [one, other];
  if (both.every(isTime)) return Date.parse(String(one)) - Date.parse(String(other));
  if (both.every((value) => value !== '' && !Number.isNaN(Number(value)))) return Number(one) - Number(other);
  return String(one).toLowerCase() < String(other).toLowerCase() ? -1 : String(one) === String(other) ? 0 : 1;
}

const known = new WeakMap<Value[], Set<string>>();
/** A list of hundreds is asked of thousands of rows. */
function wordsOf(values: Value[]): Set<string> {
  const words = known.get(values) ?? new Set(values.map((value) => String(value).toLowerCase()));
  known.set(values, words);
  return words;
}

const holds: Record<Operator, (own: Value, values: Value[]) => boolean> = {
  '=': (own, [value = '']) => compare(own, value) === 0,
  '<': (own, [value = '']) => compare(own, value) < 0,
  '>': (own, [value = '']) => compare(own, value) > 0,
  '<=': (own, [value = '']) => compare(own, value) <= 0,
  '>=': (own, [value = '']) => compare(own, value) >= 0,
  in: (own, values) => wordsOf(values).has(String(own).toLowerCase()),
  like: (own, [pattern = '']) =>
    new RegExp(
      `^${String(pattern)
        .split('%')
        .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
        .join('.*')}$`,
      'is',
    ).test(String(own)),
};

/** The rows that a query yields, in its order. Without a word on `Active` hidden rows are left out. */
export function runQuery<Row extends Entity>(query: Query, rows: Row[]): { page: Row[]; total: number } {
  const { conditions, order, start } = query;
  const asksForHidden = conditions.some(({ field }) => field.toLowerCase() === 'active');
  const found = rows
    .filter((row) => asksForHidden || fieldOf(row, 'Active') !== false)
    .filter((row) =>
      conditions.every(({ field, operator, values }) => {
        const own = fieldOf(row, field);
        return own !== undefined && holds[operator](own, values);
      }),
    );
  const sorted = found
    .map((row) => ({ row, keys: order.map(({ field }) => sortable(fieldOf(row, field) ?? '')) }))
    .sort((one, other) => {
      for (const [at, { descending }] of order.entries()) {
        const difference = compare(one.keys[at] ?? '', other.keys[at] ?? '');
        if (difference !== 0) return descending ? -difference : difference;
      }
      return 0;
    })
    .map(({ row }) => row);
  return { page: sorted.slice(start - 1, start - 1 + query.rows), total: found.length };
}
