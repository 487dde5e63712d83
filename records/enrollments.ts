import type { EnrollmentState } from '../journeys/advance.ts';
import type { EarlierEnrollment } from '../journeys/re-entry.ts';
import type { ActivityName, Decision } from '../journeys/steps/step.ts';
import type { Prisma } from '../prisma/generated/client.ts';
import type { Cause } from './causes.ts';
import type { Tenant } from './database.ts';
import type { PaperEntity } from './papers.ts';

export type NewEnrollment = {
  journeyId: string;
  versionId: string;
  customerId: string;
  /** What started it; null: somebody enrolled them. */
  eventId: string | null;
  /** By hand, or with others: who did it, and the event that it speaks of. */
  byHand?: { by: string | null; aboutEventId: string | null; bulkId: string | null };
};

/** Makes an enrollment in state `new`; null when this event has enrolled in this journey before. */
export async function createEnrollment(
  tenant: Tenant,
  { byHand, ...enrollment }: NewEnrollment,
  at: Date,
): Promise<string | null> {
  const origin = byHand ? (byHand.bulkId ? 'bulk' : 'hand') : 'event';
  const from = byHand && { enrolledBy: byHand.by, aboutEventId: byHand.aboutEventId, bulkId: byHand.bulkId };
  const [row] = await tenant.db.enrollment.createManyAndReturn({
    data: [
      { ...enrollment, ...from, origin, organizationId: tenant.id, status: 'new', enrolledAt: at, lastStepAt: at },
    ],
    skipDuplicates: true,
    select: { id: true },
  });
  if (!row) return null;
  const reason = byHand ? (byHand.bulkId ? 'with_others' : 'by_hand') : null;
  await writeLines(tenant, row.id, 0, [{ stepId: null, code: 'enrolled', reason }], at);
  return row.id;
}

/**
 * What a person went through in this journey before, by any of their records; and whoever went through it because of
 * the entities: the one that the present event is about, with its twins.
 */
export async function earlierEnrollments(
  tenant: Tenant,
  { journeyId, customerIds, entities }: { journeyId: string; customerIds: string[]; entities: readonly PaperEntity[] },
): Promise<EarlierEnrollment[]> {
  const because = entities.map(({ connectionId, kind, externalId }) => ({
    connectionId,
    entityKind: kind,
    entityId: externalId,
  }));
  const rows = await tenant.db.enrollment.findMany({
    where: {
      journeyId,
      OR: [
        { customerId: { in: customerIds } },
        ...(because.length > 1 ? [{ event: { OR: because } }, { aboutEvent: { OR: because } }] : []),
      ],
    },
    select: { id: true, enrolledAt: true, status: true, event: entityOf, aboutEvent: entityOf },
    orderBy: { enrolledAt: 'desc' },
  });
  return rows.map(({ id, enrolledAt, status, event, aboutEvent }) => {
    const about = event ?? aboutEvent;
    return {
      id,
      enrolledAt,
      active: isRunning(status),
      sameEntity: because.some(
        (one) =>
          about?.connectionId === one.connectionId &&
          about.entityKind === one.entityKind &&
          about.entityId === one.entityId,
      ),
    };
  });
}

const entityOf = { select: { connectionId: true, entityKind: true, entityId: true } } as const;

export type EnrollmentToStart = {
  enrollmentId: string;
  journeyId: string;
  journeyName: string;
  customerId: string;
  provider: string | null;
  /** One of many that somebody enrolled at once: these are not urgent. */
  bulk: boolean;
};

/** Those of the enrollments whose workflow may be started: `new`, or running by their row. Never a final one. */
export async function enrollmentsToStart(tenant: Tenant, ids: readonly string[]): Promise<EnrollmentToStart[]> {
  const rows = await tenant.db.enrollment.findMany({
    where: { id: { in: [...ids] }, status: { in: [...running] } },
    select: {
      id: true,
      journeyId: true,
      customerId: true,
      origin: true,
      journey: { select: { name: true } },
      event: { select: { provider: true } },
      aboutEvent: { select: { provider: true } },
    },
  });
  return rows.map(({ id, journeyId, customerId, origin, journey, event, aboutEvent }) => ({
    enrollmentId: id,
    journeyId,
    journeyName: journey.name,
    customerId,
    provider: (event ?? aboutEvent)?.provider ?? null,
    bulk: origin === 'bulk',
  }));
}

export type EnrollmentStatus = 'new' | 'active' | 'held' | 'completed' | 'exited' | 'stopped' | 'failed';
const running = ['new', 'active', 'held'] as const;
export const isRunning = (status: string): boolean => running.some((one) => one === status);

/** What the row says comes next; what a workflow is told. */
export type Standing = {
  status: EnrollmentStatus;
  next: ActivityName;
  due: Date | null;
  holdReason: string | null;
  finishReason: string | null;
};

/** Where an enrollment stands; null when it is not this organization's. */
export async function readStanding(tenant: Tenant, enrollmentId: string): Promise<Standing | null> {
  const row = await tenant.db.enrollment.findFirst({
    where: { id: enrollmentId },
    select: { status: true, next: true, due: true, holdReason: true, finishReason: true },
  });
  return row && { ...row, status: row.status as EnrollmentStatus, next: row.next as ActivityName };
}

export type StoredStep = {
  enrollmentId: string;
  /** As it was read; the step is stored only if nobody stored one since. */
  seq: number;
  state: EnrollmentState;
  next: ActivityName;
  due: Date | null;
  /** Null: it goes on. */
  hold: Cause | null;
  finish: { status: 'completed' | 'exited' | 'stopped' | 'failed'; reason: string } | null;
  lines: readonly Decision[];
  /** The records that this step has taken into account. */
  taken: readonly bigint[];
};

/** Stores one step by compare-and-set and raises `seq` by one. Returns false, and changes nothing, for who comes second. */
export async function storeStep(tenant: Tenant, step: StoredStep, at: Date): Promise<boolean> {
  const { enrollmentId, seq, state, next, due, hold, finish, lines, taken } = step;
  const { count } = await tenant.db.enrollment.updateMany({
    where: { id: enrollmentId, seq, status: { in: [...running] } },
    data: {
      seq: seq + 1,
      state: state satisfies Prisma.InputJsonObject,
      stepId: state.stepId,
      next,
      due: finish ? null : due,
      status: finish?.status ?? (hold ? 'held' : 'active'),
      holdReason: hold?.kind ?? null,
      holdScope: hold?.scope ?? null,
      lastStepAt: at,
      ...(finish ? { finishReason: finish.reason, finishedAt: at } : {}),
    },
  });
  if (count === 0) return false;
  await writeLines(tenant, enrollmentId, seq + 1, lines, at);
  if (taken.length > 0) {
    await tenant.db.enrollmentRecord.updateMany({ where: { id: { in: [...taken] } }, data: { takenAt: at } });
  }
  return true;
}

/** Ids of the enrollments held for one reason, in pages by id. */
export async function heldEnrollments(
  tenant: Tenant,
  { kind, scope }: Cause,
  after: string | null,
  limit: number,
): Promise<string[]> {
  const rows = await tenant.db.enrollment.findMany({
    where: {
      organizationId: tenant.id,
      status: 'held',
      holdReason: kind,
      holdScope: scope,
      ...(after ? { id: { gt: after } } : {}),
    },
    orderBy: { id: 'asc' },
    take: limit,
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

async function writeLines(
  tenant: Tenant,
  enrollmentId: string,
  seq: number,
  lines: readonly Decision[],
  at: Date,
): Promise<void> {
  if (lines.length === 0) return;
  await tenant.db.enrollmentStep.createMany({
    data: lines.map(({ stepId, code, reason = null, until = null, messageId = null }) => ({
      organizationId: tenant.id,
      enrollmentId,
      seq,
      stepId,
      code,
      reason,
      until: until === null ? null : new Date(until),
      messageId,
      at,
    })),
  });
}
