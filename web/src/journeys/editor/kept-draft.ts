import * as z from 'zod';
import { type Definition, definitionSchema } from '../../../../journeys/definition.ts';

export type Work = { name: string; draft: Definition };

/** What was written and not saved yet, kept in this browser; `tab`: whose it is, `revision`: what it was made from. */
export type Kept = { tab: string; revision: number; work: Work };

const keptSchema = z.object({
  tab: z.string(),
  revision: z.int(),
  work: z.object({ name: z.string(), draft: definitionSchema }),
});
const key = (journeyId: string) => `afterjob.draft.${journeyId}`;

/** What was kept of a journey; null when there is nothing, or nothing of use. */
export function readKept(journeyId: string): Kept | null {
  try {
    return keptSchema.safeParse(JSON.parse(localStorage.getItem(key(journeyId)) ?? 'null')).data ?? null;
  } catch {
    return null;
  }
}

/** A browser may refuse to keep anything; the draft is then as safe as its page. */
export function keep(journeyId: string, kept: Kept): void {
  try {
    localStorage.setItem(key(journeyId), JSON.stringify(kept));
  } catch {}
}

/** Only what this tab has kept: another one may be without a connection, with words of its own. */
export function forget(journeyId: string, tab: string): void {
  if (readKept(journeyId)?.tab === tab) localStorage.removeItem(key(journeyId));
}

/** Whether two of them say the same, whatever the order in which their parts are written down. */
export const isSameWork = (one: Work, other: Work): boolean => inOrder(one) === inOrder(other);

const inOrder = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
