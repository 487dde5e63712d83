import { Context } from '@temporalio/activity';
import { crashPoint } from '../crash-points.ts';
import { type Advanced, advance } from '../journeys/advance.ts';
import { stepById } from '../journeys/definition.ts';
import type { ActivityName, Decision, News } from '../journeys/steps/step.ts';
import { dropApprovals } from '../records/approvals.ts';
import { type Cause, causeKinds, lockCause } from '../records/causes.ts';
import type { Tenant } from '../records/database.ts';
import { enrollmentsToStart, isRunning, readStanding, type Standing, storeStep } from '../records/enrollments.ts';
import { type LoadedEnrollment, loadEnrollment } from '../records/loaded-enrollment.ts';
import { closeOpenMessages, leaveMessageOut } from '../records/messages.ts';
import { hasMoved } from '../records/moving-dates.ts';
import { readOrganization } from '../records/organizations.ts';
import type { SendResult } from './deliver.ts';
import type { Dependencies } from './dependencies.ts';
import { failure } from './failures.ts';
import { lookAgain } from './look-again.ts';
import { orNeedsAttention } from './needs-attention.ts';
import { putQuestion, startNotices } from './owner-question.ts';
import { sendMessage, writeMessage } from './send.ts';

export type EnrollmentRef = { organizationId: string; enrollmentId: string };

/** What a workflow is told: codes, ids and instants. `next` null: it is over. */
export type Told = {
  next: ActivityName | null;
  /** Null: at once. */
  due: string | null;
  code: string;
  hold: string | null;
  /** IANA zone in which people read the instant. */
  zone: string;
};

/** Nobody else changes a row so often while its workflow waits for one activity. */
const looksAtMost = 5;

/**
 * Does what is due of an enrollment: reads it on until a message or a wait, does the message if it is `own`'s,
 * stores state and timeline. Doing it again does nothing twice.
 * @param attempt of the activity, from 1
 */
export async function goOn(
  deps: Dependencies,
  { organizationId, enrollmentId }: EnrollmentRef,
  own: ActivityName,
  attempt: number,
): Promise<Told> {
  const within = <T>(work: (tenant: Tenant) => Promise<T>) => deps.database.withOrganization(organizationId, work);
  for (let look = 0; look < looksAtMost; look++) {
    const begun = await within((tenant) => begin(tenant, deps, enrollmentId, own));
    if (!begun) break;
    const { loaded, read, message, written, ask } = begun;
    const result =
      written && message
        ? await sendMessage(deps, organizationId, loaded, written, message.usefulUntil, attempt)
        : null;
    if (result?.kind === 'changed') continue;
    const done = ask
      ? withNews(loaded, read, { kind: 'asked', stepId: ask.stepId }, deps.clock())
      : withResult(loaded, read, message?.stepId ?? null, result, deps.clock());
    const about = message && loaded.customer[message.channel === 'email' ? 'email' : 'phone'];
    const { told, notices } = await within(async (tenant) => {
      const stored = await store(tenant, loaded, done, own, deps.clock());
      const asked = ask && stored === 'stored';
      const notices = asked ? await putQuestion(tenant, deps, loaded, ask.stepId, done.advanced) : [];
      crashPoint('inside-step', about);
      // Who comes second has done nothing that the first did not know of: the ledger row is the same.
      return { told: stored === 'look_again' ? null : await whatStands(tenant, enrollmentId), notices };
    });
    crashPoint('after-step', about);
    await startNotices(deps, organizationId, notices);
    if (told) return told;
  }
  const told = await within((tenant) => whatStands(tenant, enrollmentId));
  return told ?? missing;
}

/** The same; a step that fails for ever is held. */
export async function goOnOrHold(
  deps: Dependencies,
  ref: EnrollmentRef,
  own: ActivityName,
  attempt: number,
): Promise<Told> {
  const told = await orNeedsAttention(deps, ref, attempt, () => goOn(deps, ref, own, attempt));
  if (told) return told;
  const { organizationId, enrollmentId } = ref;
  const standing = await deps.database.withOrganization(organizationId, (tenant) => whatStands(tenant, enrollmentId));
  return standing ?? missing;
}

const missing: Told = { next: null, due: null, code: 'missing', hold: null, zone: 'UTC' };

/** Reads an enrollment on to what is due, and writes its message where that is `own`'s. Null: it is over. */
async function begin(tenant: Tenant, deps: Dependencies, enrollmentId: string, own: ActivityName) {
  const loaded = await loadEnrollment(tenant, enrollmentId);
  if (!loaded || !isRunning(loaded.status)) return null;
  const read = advanceOver(loaded, loaded.state, loaded.news, deps.clock());
  const message = read.next.kind === 'message' && read.next.activity === own ? read.next : null;
  const ask = read.next.kind === 'ask' && read.next.activity === own ? read.next : null;
  return { loaded, read, message, ask, written: message && (await writeMessage(tenant, deps, loaded, message)) };
}

async function whatStands(tenant: Tenant, enrollmentId: string): Promise<Told | null> {
  const standing = await readStanding(tenant, enrollmentId);
  return standing && tell(standing, (await readOrganization(tenant)).zone);
}

type Done = {
  advanced: Advanced;
  lines: Decision[];
  hold: (Cause & { reason: string; messageId: string | null }) | null;
};

function advanceOver(loaded: LoadedEnrollment, state: Advanced['state'], news: readonly News[], now: Date): Advanced {
  const { definition, customer, entityGone, journeyArchived, organization, values, messages, person } = loaded;
  const { zone } = organization;
  const gone = { customerGone: customer.gone, entityGone, journeyArchived };
  const facts = { news, values, messages, person, zone, ...gone };
  return advance(definition, state, facts, now);
}

function withResult(
  loaded: LoadedEnrollment,
  read: Advanced,
  stepId: string | null,
  result: Exclude<SendResult, { kind: 'changed' }> | null,
  now: Date,
): Done {
  if (result === null || stepId === null) return { advanced: read, lines: read.decisions, hold: null };
  if (result.kind === 'held') {
    const { hold, reason, messageId } = result;
    return { advanced: read, lines: read.decisions, hold: { ...hold, reason, messageId } };
  }
  const { messageId } = result;
  const item: News =
    result.kind === 'settled'
      ? { kind: 'message', stepId, outcome: result.outcome, reason: result.reason, messageId }
      : { kind: 'moved', stepId, reason: result.reason, until: result.until.toISOString(), messageId };
  return withNews(loaded, read, item, now);
}

function withNews(loaded: LoadedEnrollment, read: Advanced, item: News, now: Date): Done {
  const advanced = advanceOver(loaded, read.state, [item], now);
  return { advanced, lines: [...read.decisions, ...advanced.decisions], hold: null };
}

async function store(
  tenant: Tenant,
  loaded: LoadedEnrollment,
  { advanced, lines, hold }: Done,
  own: ActivityName,
  now: Date,
): Promise<'stored' | 'overtaken' | 'look_again'> {
  const caused = hold && causeKinds.includes(hold.kind);
  if (hold && caused && !(await lockCause(tenant, hold))) return 'look_again';
  if (!hold && isUnchanged(loaded, advanced, lines)) return 'stored';
  const { state, next } = advanced;
  if (next.kind === 'wait' && (await isOutdated(tenant, loaded, state))) return 'look_again';
  const finish = next.kind === 'finish' ? { status: next.status, reason: next.reason } : null;
  const stored = await storeStep(
    tenant,
    {
      enrollmentId: loaded.id,
      seq: loaded.seq,
      state,
      next: next.kind === 'finish' ? own : next.activity,
      due: hold ? whenHeld(hold, next, now) : next.kind === 'wait' ? next.due : null,
      hold,
      finish,
      lines: [...released(loaded, hold), ...lines, ...onHold(loaded, hold, state.stepId)],
      taken: loaded.records,
    },
    now,
  );
  for (const { stepId, reason } of stored ? lines : []) {
    if (stepId && reason === 'skipped_by_owner') await leaveMessageOut(tenant, loaded.id, stepId, now);
  }
  if (stored && finish) {
    await closeOpenMessages(tenant, loaded.id, { completed: finish.status === 'completed' }, now);
  }
  if (stored && loaded.definition.review && (finish || loaded.hold?.kind === 'approval')) {
    await dropApprovals(tenant, loaded.id, { all: finish !== null });
  }
  return stored ? 'stored' : 'overtaken';
}

/** What does not help any more when it would look again is left out in time. */
function whenHeld(hold: Cause, next: Advanced['next'], now: Date): Date {
  const at = lookAgain(hold, now);
  return next.kind === 'message' && next.usefulUntil > now && next.usefulUntil < at ? next.usefulUntil : at;
}

/** The date that a wait was just computed from was moved meanwhile. */
async function isOutdated(tenant: Tenant, loaded: LoadedEnrollment, { stepId, basis }: Advanced['state']) {
  if (basis === null || basis === loaded.state.basis) return false;
  const step = stepById(loaded.definition, stepId ?? '');
  return step?.kind === 'wait_until' && step.date ? hasMoved(tenant, loaded.id, { ...step.date, basis }) : false;
}

/** A look that found nothing new writes nothing. */
function isUnchanged(loaded: LoadedEnrollment, { state, next }: Advanced, lines: readonly Decision[]): boolean {
  if (loaded.status !== 'active' || next.kind === 'finish' || lines.length > 0 || loaded.records.length > 0)
    return false;
  const due = next.kind === 'wait' ? next.due.getTime() : undefined;
  return (
    next.activity === loaded.next &&
    due === loaded.due?.getTime() &&
    JSON.stringify(state) === JSON.stringify(loaded.state)
  );
}

/** The timeline says once that it is held, not at every look. */
function onHold(loaded: LoadedEnrollment, hold: Done['hold'], stepId: string | null): Decision[] {
  if (!hold || isSame(loaded.hold, hold)) return [];
  return [{ stepId, code: 'held', reason: hold.reason, messageId: hold.messageId }];
}

function released(loaded: LoadedEnrollment, hold: Cause | null): Decision[] {
  if (!loaded.hold || isSame(loaded.hold, hold)) return [];
  return [{ stepId: loaded.state.stepId, code: 'released', reason: loaded.hold.kind }];
}

const isSame = (one: Cause | null, other: Cause | null): boolean =>
  one !== null && other !== null && one.kind === other.kind && one.scope === other.scope;

function tell({ status, next, due, holdReason, finishReason }: Standing, zone: string): Told {
  const at = due?.toISOString() ?? null;
  if (!isRunning(status)) return { next: null, due: null, code: finishReason ?? status, hold: null, zone };
  if (status === 'held') return { next, due: at, code: 'held', hold: holdReason, zone };
  return { next, due: at, code: at ? 'waiting' : 'due', hold: null, zone };
}

/** Starts the workflows of enrollments, or does nothing where they run. Used by events, bulk, API and repair alike. */
export async function startEnrollments(
  { database, temporal }: Pick<Dependencies, 'database' | 'temporal'>,
  { organizationId, enrollmentIds }: { organizationId: string; enrollmentIds: readonly string[] },
): Promise<void> {
  const rows = await database.withOrganization(organizationId, (tenant) => enrollmentsToStart(tenant, enrollmentIds));
  const started = await Promise.allSettled(rows.map((row) => temporal.startEnrollment({ organizationId, ...row })));
  const failed = started.filter(({ status }) => status === 'rejected').length;
  if (failed > 0) throw failure('NotStarted', { message: `${failed} of ${rows.length}` });
}

export function createEnrollmentActivities(deps: Dependencies) {
  const activity = (own: ActivityName) => (ref: EnrollmentRef) =>
    goOnOrHold(deps, ref, own, Context.current().info.attempt);
  return {
    decide: activity('decide'),
    askOwner: activity('askOwner'),
    sendEmail: activity('sendEmail'),
    sendSms: activity('sendSms'),
    startEnrollments: (input: { organizationId: string; enrollmentIds: readonly string[] }) =>
      startEnrollments(deps, input),
  };
}
