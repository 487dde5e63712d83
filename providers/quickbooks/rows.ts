import type * as z from 'zod';
import { Rejected, type Session } from '../provider.ts';
import { type Client, quoted } from './client.ts';
import { listOf } from './shapes.ts';

/** Ids in one statement: well within the length of an address. */
const idsAtOnce = 200;

/** What is told only where it is asked for. */
export const also = (entity: string): Record<string, string> =>
  entity.toLowerCase() === 'invoice' ? { include: 'invoiceLink' } : {};

/** The rows with these ids, a few hundred a call; which of them do not exist any more are left out. */
export async function rowsById<Row>(
  client: Client,
  session: Session,
  entity: string,
  ids: Iterable<string>,
  shape: z.ZodType<Row>,
): Promise<Row[]> {
  const wanted = [...new Set(ids)];
  // Hidden customers are customers.
  const hidden = entity === 'Customer' ? ' and Active in (true,false)' : '';
  const rows: Row[] = [];
  for (let from = 0; from < wanted.length; from += idsAtOnce) {
    const some = wanted.slice(from, from + idsAtOnce);
    const statement = `select * from ${entity} where Id in (${some.map(quoted).join(',')})${hidden} MAXRESULTS ${some.length}`;
    rows.push(...(await client.query(session, statement, listOf(entity, shape), also(entity))).data);
  }
  return rows;
}

/** A time as the query language and change data capture want it: an offset, no fraction. */
export const stamp = (time: Date) => time.toISOString().replace(/\.\d+Z$/, '+00:00');

/** Before which second, and how many of the rows before it were read. */
export type Position = { until: Date | null; start: number };
export const front: Position = { until: null, start: 1 };

/**
 * One page, newest change first. It goes on by time, not by number: what is changed or deleted while pages are read
 * moves nothing past them.
 */
export async function newestFirst<Row extends { MetaData: { LastUpdatedTime: Date } }>(
  client: Client,
  session: Session,
  given: {
    entity: string;
    shape: z.ZodType<Row>;
    where?: readonly string[];
    since: Date | null;
    at: Position;
    rows: number;
  },
): Promise<{ rows: Row[]; next: Position | null }> {
  const { entity, shape, where = [], since, at } = given;
  const time = 'MetaData.LastUpdatedTime';
  const conditions = [
    ...where,
    ...(since ? [`${time} >= '${stamp(since)}'`] : []),
    ...(at.until ? [`${time} < '${stamp(at.until)}'`] : []),
  ];
  const filter = conditions.length > 0 ? ` where ${conditions.join(' and ')}` : '';
  const statement = `select * from ${entity}${filter} ORDERBY ${time} DESC, Id DESC STARTPOSITION ${at.start} MAXRESULTS ${given.rows}`;
  const { data: rows } = await client.query(session, statement, listOf(entity, shape), also(entity));
  const last = rows.at(-1)?.MetaData.LastUpdatedTime;
  if (rows.length < given.rows || !last) return { rows, next: null };
  // The vendor prints whole seconds: all of this one may not have been on the page.
  const second = Math.floor(last.getTime() / 1000);
  const until = new Date((second + 1) * 1000);
  if (at.until?.getTime() === until.getTime()) return { rows, next: { until, start: at.start + rows.length } };
  const ofSecond = rows.filter(({ MetaData }) => Math.floor(MetaData.LastUpdatedTime.getTime() / 1000) === second);
  return { rows, next: { until, start: 1 + ofSecond.length } };
}

/** A cursor is a list of words; what is none is no place to go on from. */
export const writeCursor = (word: string, { until, start }: Position) =>
  `${word} ${until ? until.toISOString() : '-'} ${start}`;

export function readCursor<Word extends string>(cursor: string, words: readonly Word[]): { word: Word; at: Position } {
  const [, said, until = '', start = ''] = /^(\S+) (-|\d{4}-\d\d-\d\dT[\d:.]+Z) (\d{1,9})$/.exec(cursor) ?? [];
  const word = words.find((one) => one === said);
  const position = { until: until === '-' ? null : new Date(until), start: Number(start) };
  if (!word || position.start < 1 || Number.isNaN(position.until?.getTime())) throw new Rejected('unreadable_cursor');
  return { word, at: position };
}
