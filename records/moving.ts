import { type Definition, definitionSchema } from '../journeys/definition.ts';
import { places } from '../journeys/tree.ts';
import type { Tenant } from './database.ts';
import { eventsListenedFor, recordEvents } from './listening-enrollments.ts';

/** Why enrollments are woken, beside the causes of holds: they follow another version now; `scope` is that version. */
export const versionMoved = 'version_moved';

/** As well: a journey is archived and lets nobody finish; `scope` is the journey. */
export const journeyArchived = 'journey_archived';

/** How many follow the new version now, and how many keep theirs. */
export type Moved = { moved: number; stayed: number };

export type Target = { journeyId: string; versionId: string | null; definition: Definition };

type Earlier = { versionId: string; stepIds: string[] };

/**
 * Lets everybody inside go on with a version where the step they stand at is in it; what has begun there keeps its
 * time. A message that is being sent from a step which is gone keeps its enrollment on the earlier version.
 */
export async function moveInside(tenant: Tenant, target: Target, at: Date): Promise<Moved> {
  const steps = target.definition.steps;
  const all = places({ steps }).map(({ step }) => step.id);
  const moved: string[] = [];
  for (const { versionId, stepIds } of await earlierVersions(tenant, target)) {
    // Whoever is just writing a message is waited for, and the next statement sees it.
    await tenant.db.$queryRaw`SELECT 1 FROM afterjob.sequence_enrollments
      WHERE organization_id = ${tenant.id}::uuid AND version_id = ${versionId}::uuid AND status IN ('new', 'active', 'held')
      ORDER BY id FOR UPDATE`;
    const rows = await tenant.db.$queryRaw<{ id: string }[]>`
      UPDATE afterjob.sequence_enrollments AS e SET version_id = ${target.versionId}::uuid, seq = e.seq + 1
      WHERE e.organization_id = ${tenant.id}::uuid AND e.version_id = ${versionId}::uuid
        AND e.status IN ('new', 'active', 'held') AND (e.step_id IS NULL OR e.step_id = ANY (${stepIds}::text[]))
        AND NOT EXISTS (SELECT FROM afterjob.messages AS m
          WHERE m.organization_id = e.organization_id AND m.enrollment_id = e.id AND m.kind = 'journey'
            AND m.step_id <> ALL (${all}::text[]) AND NOT jsonb_exists(coalesce(e.state -> 'outcomes', '{}'), m.step_id))
      RETURNING e.id`;
    moved.push(...rows.map(({ id }) => id));
  }
  await recordKnown(tenant, moved, at);
  return { moved: moved.length, stayed: await countInside(tenant, target) };
}

/** How many are inside on another version than this one. */
export const countInside = (tenant: Tenant, { journeyId, versionId }: Pick<Target, 'journeyId' | 'versionId'>) =>
  tenant.db.enrollment.count({
    where: {
      journeyId,
      status: { in: ['new', 'active', 'held'] },
      ...(versionId && { versionId: { not: versionId } }),
    },
  });

/** What a move would do with those who are inside now. */
export async function foreseeMove(tenant: Tenant, target: Target): Promise<Moved> {
  let moved = 0;
  for (const { versionId, stepIds } of await earlierVersions(tenant, target)) {
    moved += await tenant.db.enrollment.count({
      where: {
        versionId,
        status: { in: ['new', 'active', 'held'] },
        OR: [{ stepId: null }, { stepId: { in: stepIds } }],
      },
    });
  }
  return { moved, stayed: (await countInside(tenant, target)) - moved };
}

/**
 * Records what enrollments listen for and what happened already: their version may listen for what their first one did
 * not. Asked again after the move is committed, it sees what was decided meanwhile.
 */
export async function recordKnown(tenant: Tenant, enrollmentIds: readonly string[], at: Date): Promise<void> {
  if (enrollmentIds.length === 0) return;
  const rows = await tenant.db.enrollment.findMany({
    where: { id: { in: [...enrollmentIds] }, version: { NOT: { listensFor: { isEmpty: true } } } },
    select: { eventId: true, aboutEventId: true },
  });
  const events = rows.flatMap(({ eventId, aboutEventId }) => eventId ?? aboutEventId ?? []);
  if (events.length === 0) return;
  const mine = new Set(enrollmentIds);
  const pairs = await eventsListenedFor(tenant, [...new Set(events)]);
  await recordEvents(
    tenant,
    pairs.filter(({ enrollmentId }) => mine.has(enrollmentId)),
    at,
  );
}

/** Ids of those inside by a version, in pages by id. */
export const insideOf = (
  tenant: Tenant,
  where: { versionId: string } | { journeyId: string },
  after: string | null,
  limit: number,
): Promise<string[]> =>
  tenant.db.enrollment
    .findMany({
      where: {
        organizationId: tenant.id,
        ...where,
        status: { in: ['new', 'active', 'held'] },
        ...(after ? { id: { gt: after } } : {}),
      },
      orderBy: { id: 'asc' },
      take: limit,
      select: { id: true },
    })
    .then((rows) => rows.map(({ id }) => id));

/** The versions on which somebody is inside, with the steps that mean the same in the target. */
async function earlierVersions(tenant: Tenant, { journeyId, versionId, definition }: Target): Promise<Earlier[]> {
  const kinds = new Map(places(definition).map(({ step }) => [step.id, step.kind]));
  const rows = await tenant.db.journeyVersion.findMany({
    where: {
      journeyId,
      ...(versionId && { id: { not: versionId } }),
      enrollments: { some: { status: { in: ['new', 'active', 'held'] } } },
    },
    select: { id: true, definition: true },
    orderBy: { number: 'asc' },
  });
  return rows.map((row) => {
    const earlier = definitionSchema.safeParse(row.definition);
    // What cannot be read any more holds its people: they go on by whatever has a step of that name.
    if (!earlier.success) return { versionId: row.id, stepIds: [...kinds.keys()] };
    const same = places(earlier.data).filter(({ step }) => kinds.get(step.id) === step.kind);
    return { versionId: row.id, stepIds: same.map(({ step }) => step.id) };
  });
}

/** Who entered by the earlier version while the move was being committed follows the others, if it still is the one. */
export async function settleStragglers(tenant: Tenant, versionId: string, at: Date): Promise<void> {
  const version = await tenant.db.journeyVersion.findFirst({
    where: { id: versionId },
    select: { journeyId: true, definition: true },
  });
  const current = version && (await tenant.db.journey.count({ where: { id: version.journeyId, versionId } }));
  if (!version || !current) return;
  const { journeyId, definition } = version;
  await moveInside(tenant, { journeyId, versionId, definition: definitionSchema.parse(definition) }, at);
}
