import * as z from 'zod';
import { type HistoryPage, type HistoryStage, Rejected, type Session } from '../provider.ts';
import type { Client } from './client.ts';
import { readCursor, vendorCursor, writeCursor } from './cursors.ts';
import { type List, openLists, pastLists } from './history-lists.ts';
import { wholeSeconds } from './shapes.ts';

/** `list`: the place in the stage's plan; `covered`: its first list was seen to hold its parts as well. */
const positionShape = z.object({ list: z.int().min(0), after: vendorCursor, covered: z.boolean() });

/** One page of whole entities: at most about 2,400 of 10,000 points, restored within five seconds. */
export async function readHistoryPage(
  client: Client,
  session: Session,
  { stage, since, cursor }: { stage: HistoryStage; since: Date; cursor: string | null },
): Promise<HistoryPage> {
  const lists = stage === 'open' ? openLists : pastLists;
  const position = cursor === null ? { list: 0, after: null, covered: false } : readCursor(cursor, positionShape);
  for (let at = position.list; at < lists.length; at += 1) {
    const list = lists[at] as List;
    const after = at === position.list ? position.after : null;
    const page = await pageOf(list, client, session, since, after);
    if (!page) continue;
    const covered = position.covered || page.covers;
    const next = page.after
      ? { list: at, after: page.after, covered }
      : {
          list: lists.findIndex((other, index) => index > at && !(covered && other.partOfFirst)),
          after: null,
          covered,
        };
    const isLast = next.list < 0;
    return {
      kind: list.kind,
      snapshots: page.snapshots,
      nextCursor: isLast ? null : writeCursor(next),
      budget: page.budget,
    };
  }
  return { kind: lists.at(-1)?.kind ?? '', snapshots: [], nextCursor: null, budget: null };
}

/** Null: a list that we may not read, or of a status that this API version does not know. */
async function pageOf(list: List, client: Client, session: Session, since: Date, after: string | null) {
  try {
    return await list.read(client, session, { since: wholeSeconds(since).toISOString(), after });
  } catch (error) {
    if (!(error instanceof Rejected)) throw error;
    if (error.code === 'missing_permission' || (error.code === 'invalid_variable' && list.isNewer)) return null;
    throw error;
  }
}
