import { setImmediate as others } from 'node:timers/promises';
import type { Definition } from '../journeys/definition.ts';
import type { Past, Span } from '../journeys/rehearsal/past.ts';
import type { Rehearsed } from '../journeys/rehearsal/result.ts';
import { rehearsing } from '../journeys/rehearse.ts';
import type { Tenant } from '../records/database.ts';
import { readPast } from '../records/past-events.ts';
import { hasRun } from '../records/past-stays.ts';

const dayMs = 24 * 60 * 60_000;
/** The past of a connection is no longer. */
const warmUpAtMost = 365;

export type ReadPast = { past: Past & { isWhole: boolean }; span: Span; warmUpDays: number };
type Asked = { definition: Definition; journeyId: string | null; days: number; customerIds?: readonly string[] };

/**
 * Reads the last days of an organization. Of a journey that never ran, those who would have been written to before
 * these days are rehearsed, too; of one that did, its real people are known.
 */
export async function readDays(tenant: Tenant, asked: Asked, to: Date): Promise<ReadPast> {
  const { definition, journeyId, days, customerIds = null } = asked;
  const { reentry } = definition;
  const from = new Date(to.getTime() - days * dayMs);
  const ran = journeyId !== null && (await hasRun(tenant, journeyId));
  const warmUpDays = ran || reentry.rule !== 'not_within_days' ? 0 : Math.min(reentry.days, warmUpAtMost);
  const warmFrom = new Date(from.getTime() - warmUpDays * dayMs);
  const query = { definition, journeyId, since: warmFrom, from, to, customerIds };
  return { past: await readPast(tenant, query), span: { from, to, warmFrom }, warmUpDays };
}

/** Rehearses in turns, so that a webhook never waits for a rehearsal. */
export async function rehearseInTurns(definition: Definition, past: Past, span: Span): Promise<Rehearsed[]> {
  const turns = rehearsing(definition, past, span);
  for (;;) {
    const turn = turns.next();
    if (turn.done) return turn.value;
    await others();
  }
}

const lines = new Map<string, Promise<unknown>>();

/** One rehearsal of an organization at a time: a page asks for eight at once, and each reads a year. */
export function inLine<T>(organizationId: string, work: () => Promise<T>): Promise<T> {
  const before = lines.get(organizationId) ?? Promise.resolve();
  const mine = before.then(work, work);
  lines.set(organizationId, mine);
  const leave = () => {
    if (lines.get(organizationId) === mine) lines.delete(organizationId);
  };
  mine.then(leave, leave);
  return mine;
}
