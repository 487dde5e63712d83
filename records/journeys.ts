import { type Definition, definitionSchema, emptyDefinition } from '../journeys/definition.ts';
import { listensFor } from '../journeys/exits.ts';
import { Prisma } from '../prisma/generated/client.ts';
import { clearCause, raiseCause } from './causes.ts';
import type { Tenant } from './database.ts';
import { type DueChoice, settleDue } from './due-messages.ts';
import { countInside, type Moved, moveInside } from './moving.ts';

/** Makes a journey with a draft; returns its id. */
export async function createJourney(
  tenant: Tenant,
  { name, draft = emptyDefinition() }: { name: string; draft?: Definition },
  at: Date,
): Promise<string> {
  const { id } = await tenant.db.journey.create({
    data: { organizationId: tenant.id, name, status: 'draft', draft, createdAt: at, updatedAt: at },
    select: { id: true },
  });
  return id;
}

export type DraftChange = { revision: number; draft: Definition; name?: string };
export type Saved = { saved: true; revision: number } | { saved: false; reason: 'conflict' | 'missing' };

/** Stores a draft over the revision it was made from; `conflict` when somebody else saved in the meantime. */
export async function saveDraft(
  tenant: Tenant,
  journeyId: string,
  { revision, draft, name }: DraftChange,
  at: Date,
): Promise<Saved> {
  const { count } = await tenant.db.journey.updateMany({
    where: { id: journeyId, draftRevision: revision },
    data: { draft, draftRevision: revision + 1, updatedAt: at, ...(name === undefined ? {} : { name }) },
  });
  if (count > 0) return { saved: true, revision: revision + 1 };
  const there = await tenant.db.journey.count({ where: { id: journeyId } });
  return { saved: false, reason: there > 0 ? 'conflict' : 'missing' };
}

/** Those who are on the way keep their version, or go on with the new one where their step still stands in it. */
export type Inside = 'stay' | 'move';

export type Publication = {
  /** What the publish check was run on. */
  revision: number;
  by: string | null;
  inside?: Inside;
  /** Codes of the warnings that were read and accepted. */
  accepted?: readonly string[];
};

export type Published =
  | { published: true; versionId: string; number: number; inside: Moved }
  | { published: false; reason: 'missing' | 'archived' | 'conflict' | 'no_trigger' };

/**
 * Makes an immutable version of the draft; from now on new enrollments follow it. A paused journey stays paused.
 * After a move start `resumeHeld` for the version (`versionMoved`).
 */
export async function publishJourney(
  tenant: Tenant,
  journeyId: string,
  { revision, by, inside = 'stay', accepted = [] }: Publication,
  at: Date,
): Promise<Published> {
  const [journey] = await tenant.db.$queryRaw<{ status: string; draft: unknown; draft_revision: number }[]>`
    SELECT status, draft, draft_revision FROM afterjob.journeys WHERE id = ${journeyId}::uuid FOR UPDATE`;
  if (!journey) return { published: false, reason: 'missing' };
  if (journey.status === 'archived') return { published: false, reason: 'archived' };
  if (journey.draft_revision !== revision) return { published: false, reason: 'conflict' };
  const definition = definitionSchema.parse(journey.draft);
  if (!definition.trigger) return { published: false, reason: 'no_trigger' };
  const number = await nextVersionNumber(tenant, journeyId);
  const { id: versionId } = await tenant.db.journeyVersion.create({
    data: {
      organizationId: tenant.id,
      journeyId,
      number,
      definition,
      listensFor: listensFor(definition),
      publishedAt: at,
      publishedBy: by,
      accepted: [...accepted],
    },
    select: { id: true },
  });
  await tenant.db.journey.update({
    where: { id: journeyId },
    data: {
      versionId,
      triggerProvider: definition.trigger.provider,
      triggerType: definition.trigger.type,
      status: journey.status === 'draft' ? 'active' : journey.status,
      updatedAt: at,
    },
  });
  const to = { journeyId, versionId, definition };
  const people =
    inside === 'move' ? await moveInside(tenant, to, at) : { moved: 0, stayed: await countInside(tenant, to) };
  return { published: true, versionId, number, inside: people };
}

/** The number of the version that publishing makes. */
export async function nextVersionNumber(tenant: Tenant, journeyId: string): Promise<number> {
  const last = await tenant.db.journeyVersion.aggregate({ where: { journeyId }, _max: { number: true } });
  return (last._max.number ?? 0) + 1;
}

/** Its people wait where they are, and new ones are held. Returns false when it is not active. */
export async function pauseJourney(tenant: Tenant, journeyId: string, at: Date): Promise<boolean> {
  if (!(await changeStatus(tenant, journeyId, 'active', 'paused', at))) return false;
  await raiseCause(tenant, { kind: 'journey_paused', scope: journeyId }, at);
  return true;
}

export type JourneyPause = { since: Date };

/** Since when the journey is paused; null: it is not. */
export const readPause = (tenant: Tenant, journeyId: string): Promise<JourneyPause | null> =>
  tenant.db.cause.findFirst({ where: { kind: 'journey_paused', scope: journeyId }, select: { since: true } });

/**
 * Ends a pause; whoever calls it starts `resumeHeld` for the cause then. Returns false when it is not paused.
 * @param due what becomes of what came due meanwhile; nothing that helps no more is ever sent
 */
export async function resumeJourney(
  tenant: Tenant,
  journeyId: string,
  at: Date,
  due: DueChoice = { due: 'send' },
): Promise<boolean> {
  if (!(await changeStatus(tenant, journeyId, 'paused', 'active', at))) return false;
  // First the cause: whoever was just being held by it is among those who are read then.
  await clearCause(tenant, { kind: 'journey_paused', scope: journeyId });
  if (due.due !== 'send') await settleDue(tenant, journeyId, due, at);
  return true;
}

/** What becomes of those who are on the way when nobody enters any more. */
export type Ending = 'exit' | 'finish';

/**
 * Nobody starts any more. Who is on the way ends now (start `resumeHeld` for `journeyArchived`) or comes to its end;
 * those who were let finish can still be ended. Returns false when there is nothing to do.
 */
export async function archiveJourney(
  tenant: Tenant,
  journeyId: string,
  at: Date,
  inside: Ending = 'exit',
): Promise<boolean> {
  const { count } = await tenant.db.journey.updateMany({
    where: {
      id: journeyId,
      OR: [{ status: { not: 'archived' } }, ...(inside === 'exit' ? [{ letsFinish: true }] : [])],
    },
    data: { status: 'archived', letsFinish: inside === 'finish', updatedAt: at },
  });
  if (count > 0) await clearCause(tenant, { kind: 'journey_paused', scope: journeyId });
  return count > 0;
}

async function changeStatus(tenant: Tenant, id: string, from: string, to: string, at: Date): Promise<boolean> {
  const { count } = await tenant.db.journey.updateMany({
    where: { id, status: from },
    data: { status: to, updatedAt: at },
  });
  return count > 0;
}

export type Listening = { journeyId: string; versionId: string; definition: Definition };

/** The journeys whose published version starts from this trigger; paused ones too, their people are held. */
export async function listeningJourneys(tenant: Tenant, provider: string, trigger: string): Promise<Listening[]> {
  const rows = await tenant.db.$queryRaw<{ id: string; version_id: string; definition: unknown }[]>`
    SELECT j.id, j.version_id, v.definition
    FROM afterjob.journeys AS j JOIN afterjob.journey_versions AS v ON v.id = j.version_id
    WHERE j.organization_id = ${tenant.id}::uuid AND j.trigger_provider = ${provider} AND j.trigger_type = ${trigger}
      AND j.status IN ('active', 'paused')
    ORDER BY j.id`;
  return rows.map((row) => ({
    journeyId: row.id,
    versionId: row.version_id,
    definition: definitionSchema.parse(row.definition),
  }));
}

/** One person enters one journey at a time, whoever decides: held until the transaction ends. */
export function lockEntry(tenant: Tenant, journeyId: string, personId: string): Promise<void> {
  return lock(tenant, `${journeyId} ${personId}`);
}

/** One event of a paper is decided at a time, whichever system told it; taken after `lockEntry`. */
export function lockPaper(tenant: Tenant, paperId: string): Promise<void> {
  return lock(tenant, `paper ${paperId}`);
}

async function lock(tenant: Tenant, what: string): Promise<void> {
  await tenant.db.$queryRaw(Prisma.sql`SELECT pg_advisory_xact_lock(hashtextextended(${what}, 0))::text`);
}
