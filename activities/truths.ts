import { stepById } from '../journeys/definition.ts';
import type { Truth } from '../journeys/steps/schema.ts';
import { RateLimited, ReconnectNeeded } from '../providers/provider.ts';
import { findCause } from '../records/causes.ts';
import type { Tenant } from '../records/database.ts';
import type { LoadedEnrollment } from '../records/loaded-enrollment.ts';
import type { LedgerRow } from '../records/messages.ts';
import {
  connectedProviders,
  keepTruths,
  paperSources,
  personSources,
  type SaidTruth,
  type TruthSource,
} from '../records/truth-sources.ts';
import { held, type SendResult } from './deliver.ts';
import type { Dependencies } from './dependencies.ts';
import { failure } from './failures.ts';
import { leaveOut } from './leave-out.ts';
import { withSession } from './session.ts';

/** So long all systems together may take. */
const answerWithinMs = 5_000;

const papers: Partial<Record<Truth['fact'], string>> = { invoice_unpaid: 'invoice', quote_open: 'quote' };

/** What one system says. `lost`: it could not be asked, and by whose fault. */
type Word = { truth: Truth; source: TruthSource } & ({ holds: boolean | null } | { lost: 'revoked' | 'unreachable' });
type Asked = { truth: Truth; sources: TruthSource[]; answerable: boolean };

/**
 * Asks every connected system whether what the step demands still is so, and keeps what they say with the message.
 * Null: it may leave. What is not so any more is left out; while somebody cannot be asked, it is held.
 * @throws a retryable failure while there is no permit for the question
 */
export async function untrue(
  deps: Dependencies,
  organizationId: string,
  loaded: LoadedEnrollment,
  row: Pick<LedgerRow, 'id' | 'stepId'>,
  usefulUntil: Date,
  withinMs: number = answerWithinMs,
): Promise<SendResult | null> {
  const step = stepById(loaded.definition, row.stepId ?? '');
  const truths = step?.kind === 'send_email' || step?.kind === 'send_sms' ? (step.onlyIf ?? []) : [];
  if (truths.length === 0) return null;
  const within = <T>(work: (tenant: Tenant) => Promise<T>) => deps.database.withOrganization(organizationId, work);
  const now = deps.clock();
  if (now >= usefulUntil) return within((tenant) => leaveOut(tenant, row.id, 'useless', now));
  const asked = await within(async (tenant) => {
    const connected = await connectedProviders(tenant);
    const found: Asked[] = [];
    for (const truth of truths) found.push(await whomToAsk(deps, tenant, loaded.id, truth, connected));
    return found;
  });
  const calls = asked.flatMap(({ truth, sources }) => sources.map((source) => ({ truth, source })));
  const limit = AbortSignal.timeout(withinMs);
  const words = await Promise.all(calls.map((call) => hear(deps, organizationId, call, limit)));
  return within(async (tenant) => {
    const nobody = asked.filter(({ answerable }) => !answerable).map(({ truth }) => truth);
    const asOf = deps.clock();
    await keepTruths(tenant, row.id, [...words.map((word) => said(word, asOf)), ...nobody.map(unsaid(asOf))]);
    const gone = words.find((word) => 'holds' in word && isGone(word));
    if (gone) return leaveOut(tenant, row.id, `fact_changed:${gone.truth.fact}`, asOf);
    const unknown = nobody[0];
    if (unknown) return leaveOut(tenant, row.id, `fact_unknown:${unknown.fact}`, asOf);
    const lost = words.find((word) => 'lost' in word);
    return lost ? waitFor(tenant, row.id, lost) : null;
  });
}

async function whomToAsk(
  { providers }: Dependencies,
  tenant: Tenant,
  enrollmentId: string,
  truth: Truth,
  connected: readonly string[],
): Promise<Asked> {
  const { fact } = truth;
  const kind = papers[fact];
  const all = kind ? await paperSources(tenant, enrollmentId, kind) : await personSources(tenant, enrollmentId);
  const tells = (provider: string) => providers[provider]?.truths[fact] !== undefined;
  // What the owner has disconnected says nothing; what only needs a new consent would.
  const sources = all.filter(({ provider, status }) => status !== 'disconnected' && tells(provider));
  // Who is not in a system has no tag and no visit there.
  return { truth, sources, answerable: sources.length > 0 || (!kind && connected.some(tells)) };
}

async function hear(
  deps: Dependencies,
  organizationId: string,
  call: { truth: Truth; source: TruthSource },
  limit: AbortSignal,
): Promise<Word> {
  const { truth, source } = call;
  if (source.status !== 'connected') return { ...call, lost: 'revoked' };
  const ref = { organizationId, connectionId: source.connectionId };
  const answer = withSession(deps, ref, async (provider, session) => {
    const holds = await provider.truths[truth.fact]?.(session, { id: source.entityId, tag: truth.tag ?? null });
    return holds ?? null;
  });
  try {
    return { ...call, holds: await inTime(answer, limit) };
  } catch (error) {
    if (error instanceof RateLimited) throw failure('RateLimited', { retryAfterMs: Math.max(error.retryAfterMs, 100) });
    if (error instanceof ReconnectNeeded) return { ...call, lost: 'revoked' };
    deps.log.warn(
      { err: error, connectionId: source.connectionId },
      'a system could not be asked whether a fact holds',
    );
    return { ...call, lost: 'unreachable' };
  }
}

class TooLate extends Error {}

/** The call itself ends by its own limit; nobody waits for it that long. */
function inTime<T>(answer: Promise<T>, limit: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new TooLate('no answer in time'));
    if (limit.aborted) late();
    limit.addEventListener('abort', late, { once: true });
    answer.then(resolve, reject).finally(() => limit.removeEventListener('abort', late));
  });
}

/** A twin that is gone says nothing of the other; what the journey itself is about is gone with its fact. */
const isGone = ({ holds, source }: { holds: boolean | null; source: TruthSource }): boolean =>
  holds === false || (holds === null && source.own);

function said(word: Word, asOf: Date): SaidTruth {
  const { truth, source } = word;
  return { ...truth, holds: 'holds' in word ? word.holds : null, asOf: asOf.toISOString(), source: source.provider };
}

const unsaid =
  (asOf: Date) =>
  (truth: Truth): SaidTruth => ({ ...truth, holds: null, asOf: asOf.toISOString(), source: null });

async function waitFor(
  tenant: Tenant,
  messageId: string,
  { lost, source }: { lost: 'revoked' | 'unreachable'; source: TruthSource },
): Promise<SendResult> {
  const { connectionId, provider } = source;
  const cause = lost === 'revoked' && (await findCause(tenant, [{ kind: 'connection_revoked', scope: connectionId }]));
  if (cause) return held(cause.kind, cause.scope, messageId);
  return { ...held('vendor_unreachable', connectionId, messageId), reason: `cannot_ask:${provider}` };
}
