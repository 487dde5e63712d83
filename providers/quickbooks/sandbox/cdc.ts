import type { RequestHandler } from 'express';
import { apiFault } from './fault.ts';
import type { Listing } from './listing.ts';
import type { Gone } from './state.ts';

/** So many objects an answer holds; there is no next page. */
const most = 1000;
const farthestMs = 30 * 86_400_000;

/** Change data capture: all that changed since, of several entities at once, and what was deleted. */
export function changeDataCapture(
  { listed, gone }: { listed: Listing; gone: () => readonly Gone[] },
  clock: () => number,
): RequestHandler {
  return (req, res) => {
    const since = Date.parse(String(req.query.changedSince ?? ''));
    const now = clock();
    const refuse = (detail: string) => apiFault(res, 400, '2050', 'Invalid change data request', detail);
    if (Number.isNaN(since)) return void refuse('changedSince is no time');
    if (now - since > farthestMs) return void refuse('changedSince is more than 30 days ago');
    let room = most;
    const answers: Record<string, unknown>[] = [];
    for (const asked of String(req.query.entities ?? '').split(',')) {
      const list = listed(asked);
      if (!list) return void refuse(`${asked} is not played here`);
      const [name, rows] = list;
      const deleted = gone()
        .filter((one) => one.name === asked.trim().toLowerCase() && one.at >= since)
        .map(({ id, at }) => ({
          domain: 'QBO',
          status: 'Deleted',
          Id: id,
          MetaData: { LastUpdatedTime: new Date(at).toISOString().replace(/\.\d+Z$/, 'Z') },
        }));
      const changed = rows.filter(({ MetaData }) => Date.parse(MetaData.LastUpdatedTime) >= since);
      const found = [...changed, ...deleted].slice(0, room);
      room -= found.length;
      answers.push(found.length > 0 ? { [name]: found, startPosition: 1, maxResults: found.length } : {});
    }
    res.json({ CDCResponse: [{ QueryResponse: answers }], time: new Date(now).toISOString() });
  };
}
