import { Context } from '@temporalio/activity';
import type { Manner } from '../journeys/guards.ts';
import { purposeKeys } from '../journeys/purposes.ts';
import { sendingWindowSchema } from '../journeys/sending-window.ts';
import { isOpen } from '../journeys/statuses.ts';
import { allSending } from '../records/causes.ts';
import type { Tenant } from '../records/database.ts';
import { type LedgerRow, type MessageKind, moveMessage, readMessage } from '../records/messages.ts';
import { type Organization, readOrganization } from '../records/organizations.ts';
import type { Errand } from './claim.ts';
import { deliver, type SendResult } from './deliver.ts';
import type { Dependencies } from './dependencies.ts';
import { errandOfFallback, type FallbackErrand } from './fallback.ts';
import { lookAgain } from './look-again.ts';
import { untrue } from './truths.ts';

export type MessageRef = { organizationId: string; messageId: string };

/** What a workflow is told. `due` null: it is over. */
export type MessageTold = { due: string | null; code: string };

const inHandMs = 60_000;

const manners: Record<MessageKind, Manner> = {
  journey: 'journey',
  fallback: 'journey',
  answer: 'answer',
  test: 'service',
  help: 'service',
  confirmation: 'service',
  notice: 'service',
};

/**
 * Hands over a message that no journey sends, or that somebody sends again by hand. Doing it again sends nothing twice.
 * @param attempt of the activity, from 1
 */
export async function sendSingle(
  deps: Dependencies,
  { organizationId, messageId }: MessageRef,
  attempt: number,
): Promise<MessageTold> {
  const found = await deps.database.withOrganization(organizationId, async (tenant) => {
    const row = await readMessage(tenant, messageId);
    if (!row || !isOnItsOwn(row)) return null;
    const own = row.kind === 'fallback' ? await errandOfFallback(tenant, row) : null;
    if (row.kind === 'fallback' && !own && isOpen(row.status)) {
      await moveMessage(tenant, row.id, { status: 'skipped', reason: 'exited', source: 'journey' }, deps.clock());
      return null;
    }
    return { row, own, errand: own?.errand ?? errandOf(row, await readOrganization(tenant)) };
  });
  if (!found) return { due: null, code: 'missing' };
  const stays = await noLongerTrue(deps, organizationId, found);
  const result = stays ?? (await deliver(deps, organizationId, found.row, found.errand, attempt));
  switch (result.kind) {
    case 'settled':
      return { due: null, code: result.outcome };
    case 'moved':
      return { due: result.until.toISOString(), code: result.reason };
    case 'held':
      return { due: lookAgain(result.hold, deps.clock()).toISOString(), code: result.hold.kind };
    case 'changed':
      return deps.database.withOrganization(organizationId, (tenant) => leaveOut(tenant, messageId, deps.clock()));
  }
}

/** What takes the place of a message demands what that one did. */
async function noLongerTrue(
  deps: Dependencies,
  organizationId: string,
  { row, own }: { row: LedgerRow; own: FallbackErrand | null },
): Promise<SendResult | null> {
  if (!own || row.status !== 'rendered') return null;
  return untrue(deps, organizationId, own.loaded, { id: row.id, stepId: own.stepId }, own.usefulUntil);
}

/** What must not leave any more is left out; what another attempt has in hand is looked at again. */
async function leaveOut(tenant: Tenant, messageId: string, now: Date): Promise<MessageTold> {
  const row = await readMessage(tenant, messageId);
  if (row?.status === 'reserved') return { due: new Date(now.getTime() + inHandMs).toISOString(), code: 'in_hand' };
  if (row?.status !== 'rendered') return { due: null, code: 'missing' };
  await moveMessage(tenant, messageId, { status: 'skipped', reason: 'exited', source: 'journey' }, now);
  return { due: null, code: 'skipped' };
}

/** Of no journey; or of one, and sent again by hand. */
const isOnItsOwn = ({ kind, askedBy }: LedgerRow): boolean => kind !== 'journey' || askedBy !== null;

function errandOf({ kind, purpose, organizationId }: LedgerRow, organization: Organization): Errand {
  const manner = manners[kind];
  const causes = manner === 'service' ? [] : [allSending({ id: organizationId })];
  const window = kind === 'journey' ? sendingWindowSchema.catch({}).parse(organization.sendingWindow) : {};
  return {
    manner,
    purpose: purposeKeys.find((known) => known === purpose) ?? null,
    causes,
    organization,
    window,
    journey: null,
    usefulUntil: null,
    isCurrent: async () => true,
  };
}

export function createSingleMessageActivities(deps: Dependencies) {
  const activity = (ref: MessageRef) => sendSingle(deps, ref, Context.current().info.attempt);
  return { sendSingleEmail: activity, sendSingleSms: activity };
}
