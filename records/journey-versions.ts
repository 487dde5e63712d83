import { type Definition, definitionSchema } from '../journeys/definition.ts';
import type { Tenant } from './database.ts';
import { type Saved, saveDraft } from './journeys.ts';

export type StoredVersion = {
  number: number;
  definition: Definition;
  publishedAt: Date;
  publishedBy: string | null;
  /** Codes of the warnings that were accepted. */
  accepted: string[];
  /** How many follow it now. */
  inside: number;
};

/** What was ever published of a journey, the newest first, at most `limit`. */
export async function listVersions(
  tenant: Tenant,
  journeyId: string,
  { below = null, limit }: { below?: number | null; limit: number },
): Promise<StoredVersion[]> {
  const rows = await tenant.db.journeyVersion.findMany({
    where: { journeyId, ...(below === null ? {} : { number: { lt: below } }) },
    orderBy: { number: 'desc' },
    take: limit,
  });
  const inside = await tenant.db.enrollment.groupBy({
    by: ['versionId'],
    where: { versionId: { in: rows.map(({ id }) => id) }, status: { in: ['new', 'active', 'held'] } },
    _count: true,
  });
  return rows.map(({ id, number, definition, publishedAt, publishedBy, accepted }) => ({
    number,
    definition: definitionSchema.parse(definition),
    publishedAt,
    publishedBy,
    accepted,
    inside: inside.find(({ versionId }) => versionId === id)?._count ?? 0,
  }));
}

/** One version; null when there is none of this number. */
export async function findVersion(tenant: Tenant, journeyId: string, number: number): Promise<StoredVersion | null> {
  const [found] = await listVersions(tenant, journeyId, { below: number + 1, limit: 1 });
  return found?.number === number ? found : null;
}

/** Makes a version the draft again, over the revision that somebody has seen; `missing`: no such version. */
export async function restoreVersion(
  tenant: Tenant,
  journeyId: string,
  { number, revision }: { number: number; revision: number },
  at: Date,
): Promise<Saved> {
  const version = await findVersion(tenant, journeyId, number);
  if (!version) return { saved: false, reason: 'missing' };
  return saveDraft(tenant, journeyId, { revision, draft: version.definition }, at);
}
