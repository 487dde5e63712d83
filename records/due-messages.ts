import { definitionSchema, type Step, stepById } from '../journeys/definition.ts';
import { stepWords } from '../journeys/step-words.ts';
import { usefulUntil } from '../journeys/useful.ts';
import type { Tenant } from './database.ts';

/** What becomes of what came due during a pause: it goes now, never, or bit by bit. */
export type DueChoice = { by?: string | null } & (
  | { due: 'send' }
  | { due: 'skip' }
  | { due: 'spread'; overHours: number }
);

/** One message of the journey that customers wait for. `useless`: so many of them for too long; these never get it. */
export type DueStep = { stepId: string; channel: 'email' | 'sms'; words: string; due: number; useless: number };

type DueRow = { id: string; stepId: string; step: Extract<Step, { kind: 'send_email' | 'send_sms' }>; until: Date };

/** What a paused journey would send as soon as it goes on, message by message in the order of the journey. */
export async function readDue(tenant: Tenant, journeyId: string, now: Date): Promise<DueStep[]> {
  const steps = new Map<string, DueStep>();
  for (const { stepId, step, until } of await dueRows(tenant, journeyId)) {
    const channel = step.kind === 'send_email' ? 'email' : 'sms';
    const seen = steps.get(stepId) ?? { stepId, channel, words: stepWords(step), due: 0, useless: 0 };
    seen[until < now ? 'useless' : 'due']++;
    steps.set(stepId, seen);
  }
  return [...steps.values()];
}

/** Records what somebody has chosen for everything that is due. Belongs behind the end of its cause. */
export async function settleDue(tenant: Tenant, journeyId: string, choice: DueChoice, at: Date): Promise<void> {
  const rows = (await dueRows(tenant, journeyId)).filter(({ until }) => until >= at);
  if (choice.due === 'send' || rows.length === 0) return;
  // What helps for the shortest time goes first, and not later than it helps.
  rows.sort((one, other) => one.until.getTime() - other.until.getTime());
  const spreadMs = choice.due === 'spread' ? choice.overHours * hour : 0;
  const untils = rows.map(({ until }, index) => {
    const slot = at.getTime() + (spreadMs * index) / rows.length;
    return new Date(Math.max(at.getTime(), Math.min(slot, until.getTime() - hour / 2)));
  });
  const ids = rows.map(({ id }) => id);
  const kind = choice.due === 'skip' ? 'skip_message' : 'moved';
  // An earlier word about the same message counts no more.
  await tenant.db.$executeRaw`
    DELETE FROM afterjob.enrollment_records
    WHERE organization_id = ${tenant.id}::uuid AND enrollment_id = ANY (${ids}::uuid[]) AND taken_at IS NULL
      AND kind IN ('skip_message', 'moved')`;
  await tenant.db.$executeRaw`
    INSERT INTO afterjob.enrollment_records (organization_id, enrollment_id, kind, step_id, until, by_user, recorded_at)
    SELECT ${tenant.id}::uuid, id, ${kind}, step_id, CASE WHEN ${kind} = 'moved' THEN until END, ${choice.by ?? null}::uuid, ${at}
    FROM unnest(${ids}::uuid[], ${rows.map(({ stepId }) => stepId)}::text[], ${untils}::timestamptz[])
      AS due (id, step_id, until)`;
}

const hour = 60 * 60 * 1000;

/** Who is held by the pause stands at a message, and has known since when it is due. */
async function dueRows(tenant: Tenant, journeyId: string): Promise<DueRow[]> {
  const rows = await tenant.db.$queryRaw<{ id: string; version_id: string; step_id: string; since: string | null }[]>`
    SELECT e.id, e.version_id, e.step_id, e.state ->> 'since' AS since
    FROM afterjob.sequence_enrollments AS e
    WHERE e.organization_id = ${tenant.id}::uuid AND e.status = 'held' AND e.hold_reason = 'journey_paused'
      AND e.hold_scope = ${journeyId} AND e.step_id IS NOT NULL AND e.state ->> 'since' IS NOT NULL
    ORDER BY e.id`;
  const versions = await tenant.db.journeyVersion.findMany({
    where: { id: { in: [...new Set(rows.map((row) => row.version_id))] } },
    select: { id: true, definition: true },
  });
  const definitions = new Map(versions.map(({ id, definition }) => [id, definitionSchema.parse(definition)]));
  return rows.flatMap(({ id, version_id: versionId, step_id: stepId, since }): DueRow[] => {
    const definition = definitions.get(versionId);
    const step = definition && stepById(definition, stepId);
    if (!definition || (step?.kind !== 'send_email' && step?.kind !== 'send_sms')) return [];
    return [{ id, stepId, step, until: usefulUntil(definition, step, new Date(since ?? 0)) }];
  });
}
