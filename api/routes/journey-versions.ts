import * as z from 'zod';
import { changesBetween, inOneSentence } from '../../journeys/diff.ts';
import { findVersion, listVersions, restoreVersion, type StoredVersion } from '../../records/journey-versions.ts';
import { readNumberCursor, writeCursor } from '../cursor.ts';
import { draftChanged, foundJourney, inside, type JourneyCall, journeyId, showJourney } from '../journey-call.ts';
import { notFound } from '../problem.ts';
import { route } from '../route.ts';
import { journeyDetail, journeyVersion, journeyVersionDetail, listQuery, page } from '../schemas.ts';
import { triggerLabels } from '../trigger-labels.ts';

export const journeyVersions = {
  'GET /api/journeys/:id/versions': route({
    summary: 'What was ever published of a journey, the newest first, each with what it changed',
    query: listQuery,
    answer: page(journeyVersion),
    handle: (call) =>
      inside(call, async (tenant) => {
        const { limit, cursor } = call.query;
        const { id, version } = await foundJourney(tenant, journeyId(call));
        // One more than is shown: it tells what the last of the page has changed.
        const rows = await listVersions(tenant, id, { below: readNumberCursor(cursor), limit: limit + 1 });
        const shown = rows.slice(0, limit);
        const last = shown.at(-1);
        return {
          items: shown.map((row, index) => present(call, row, rows[index + 1] ?? null, version)),
          nextCursor: rows.length > limit && last ? writeCursor({ value: String(last.number), id }) : null,
        };
      }),
  }),
  'GET /api/journeys/:id/versions/:number': route({
    summary: 'One version, and what it does differently from the one before or from another',
    query: z.strictObject({ from: z.coerce.number().int().min(1).optional() }),
    answer: journeyVersionDetail,
    handle: (call) =>
      inside(call, async (tenant) => {
        const { id, version } = await foundJourney(tenant, journeyId(call));
        const number = numberOf(call);
        const { from = number - 1 } = call.query;
        const [row, before] = [await findVersion(tenant, id, number), await findVersion(tenant, id, from)];
        if (!row || (call.query.from !== undefined && !before)) throw notFound('version');
        return {
          ...present(call, row, before, version),
          definition: row.definition,
          accepted: row.accepted,
          comparedWith: before?.number ?? null,
          changes: changes(call, row, before),
        };
      }),
  }),
  'POST /api/journeys/:id/versions/:number/restorations': route({
    summary: 'Makes a version the draft again, over the revision that it is to replace',
    body: z.strictObject({ revision: z.int().min(1) }),
    answer: journeyDetail,
    handle: (call) =>
      inside(call, async (tenant) => {
        const { id } = await foundJourney(tenant, journeyId(call));
        const { revision } = call.body;
        const saved = await restoreVersion(tenant, id, { number: numberOf(call), revision }, call.at);
        if (!saved.saved) throw saved.reason === 'missing' ? notFound('version') : draftChanged();
        return showJourney(call, tenant, id);
      }),
  }),
};

function numberOf({ params }: Pick<JourneyCall, 'params'>): number {
  const number = z.coerce.number().int().min(1).max(1_000_000).safeParse(params.number);
  if (!number.success) throw notFound('version');
  return number.data;
}

const changes = ({ deps }: JourneyCall, row: StoredVersion, before: StoredVersion | null) =>
  before ? changesBetween(before.definition, row.definition, triggerLabels(deps.manifests)) : [];

const present = (call: JourneyCall, row: StoredVersion, before: StoredVersion | null, current: number | null) => ({
  number: row.number,
  isCurrent: row.number === current,
  publishedAt: row.publishedAt.toISOString(),
  publishedBy: row.publishedBy,
  inside: row.inside,
  summary: inOneSentence(changes(call, row, before)),
});
