import type { Database } from './database.ts';

/**
 * Before a page of a sync or of the history is read: has the planner count again whenever a run has doubled.
 * @param pages read so far in this run
 */
export async function countAsItGrows(database: Database, pages: number): Promise<void> {
  const doubled = pages > 0 && (pages & (pages - 1)) === 0;
  if (doubled) await database.call('SELECT afterjob_functions.refresh_statistics()');
}
