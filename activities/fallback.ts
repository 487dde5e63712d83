import { stepById } from '../journeys/definition.ts';
import { cannotArrive, fallbackOf } from '../journeys/fallback.ts';
import { usefulUntil } from '../journeys/useful.ts';
import type { Tenant } from '../records/database.ts';
import { saveLinks } from '../records/links.ts';
import { type LoadedEnrollment, loadEnrollment } from '../records/loaded-enrollment.ts';
import { type LedgerRow, readMessage, writeFallback } from '../records/messages.ts';
import { findSender } from '../records/senders.ts';
import type { Errand } from './claim.ts';
import type { Dependencies } from './dependencies.ts';
import { errandOf } from './errand.ts';
import { draftWithLinks } from './message-draft.ts';

type ChannelName = 'email' | 'sms';
export type Fallback = { messageId: string; channel: ChannelName };

/**
 * Writes the message on the other channel when this one cannot arrive and its step says so; once, within the consent
 * that the claim asks for. Start it when the transaction is over. Null: there is none.
 */
export async function fallBack(
  deps: Dependencies,
  tenant: Tenant,
  messageId: string,
  { status, code, refused = false }: { status: 'bounced' | 'failed'; code: string | null; refused?: boolean },
): Promise<Fallback | null> {
  const row = await readMessage(tenant, messageId);
  if (row?.kind !== 'journey' || !row.enrollmentId || !row.stepId) return null;
  if (!refused && !cannotArrive(row.channel, status, code)) return null;
  const loaded = await loadEnrollment(tenant, row.enrollmentId);
  const other = loaded && fallbackOf(loaded.definition, row.stepId);
  if (!loaded || !other || hasLeft(loaded.status)) return null;
  const sender = deps.channels[other.channel] ? await findSender(tenant, other.channel) : null;
  if (!sender) return null;
  const { channel, definition } = other;
  const due = { channel, stepId: row.stepId };
  const { draft, links } = await draftWithLinks(tenant, deps, { ...loaded, definition }, due, sender);
  const written = await writeFallback(tenant, draft, messageId, deps.clock());
  if (!written) return null;
  await saveLinks(tenant, written, links, deps.clock());
  return draft.skipped ? null : { messageId: written.id, channel };
}

/** Sends off what is written and committed; should that fail, the worker finds it. */
export async function startFallback(deps: Dependencies, organizationId: string, fallback: Fallback | null) {
  if (!fallback) return;
  await deps.temporal
    .startMessage({ organizationId, ...fallback })
    .catch((error: unknown) => deps.log.warn({ organizationId, err: error }, 'a message on the other channel waits'));
}

/** Under what it is handed over, and for which step. */
export type FallbackErrand = { errand: Errand; loaded: LoadedEnrollment; stepId: string; usefulUntil: Date };

/** As the journey's own message, and as long as that would have helped; null: the customer has left it since. */
export async function errandOfFallback(tenant: Tenant, row: LedgerRow): Promise<FallbackErrand | null> {
  const loaded = row.enrollmentId ? await loadEnrollment(tenant, row.enrollmentId) : null;
  const original = row.fallbackOf ? await readMessage(tenant, row.fallbackOf) : null;
  const step = loaded && stepById(loaded.definition, original?.stepId ?? '');
  if (!loaded || !original || !step || hasLeft(loaded.status)) return null;
  const until = usefulUntil(loaded.definition, step, original.createdAt);
  const isCurrent = async () => !loaded.news.some(({ kind }) => kind === 'stop');
  return { errand: { ...errandOf(loaded, until), isCurrent }, loaded, stepId: step.id, usefulUntil: until };
}

const hasLeft = (status: string): boolean => status === 'exited' || status === 'stopped';
