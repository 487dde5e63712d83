import { type Provider, ReconnectNeeded, type Session, TokenStale, Unavailable } from '../providers/provider.ts';
import {
  type Connection,
  findConnection,
  markDisconnected,
  markTokenExpired,
  recordSuccess,
} from '../records/connections.ts';
import { type Urgency, withMeter } from '../records/meter.ts';
import { readTokens } from '../records/tokens.ts';
import type { ConnectionRef } from '../temporal.ts';
import type { Dependencies } from './dependencies.ts';

/** What a call to a provider needs. */
export type SessionDependencies = Pick<Dependencies, 'database' | 'providers' | 'keys' | 'temporal' | 'clock'>;

/** The implementation of a provider that is set up here. */
export function providerOf(deps: SessionDependencies, key: string): Provider {
  const provider = deps.providers[key];
  if (!provider) throw new Unavailable(`The provider "${key}" is not set up in this process`);
  return provider;
}

export type SessionCall<T> = (provider: Provider, session: Session, connection: Connection) => Promise<T>;

/** Successes within it are one. */
const successEveryMs = 60_000;

/**
 * One call to a provider with the present token, paid from the connection's budget. A stale token is refreshed once by
 * its owner, the connection's workflow; a dead link is marked.
 * @throws ReconnectNeeded when only the owner can mend it; Unavailable while no fresh token can be had; RateLimited
 * while the budget has nothing for this urgency
 */
export async function withSession<T>(
  deps: SessionDependencies,
  ref: ConnectionRef,
  call: SessionCall<T>,
  urgency: Urgency = 'event',
): Promise<T> {
  const first = await open(deps, ref);
  const expired = first.expiresAt <= deps.clock();
  try {
    if (expired) throw new TokenStale();
    return await metered(deps, ref, first, call, urgency);
  } catch (error) {
    if (error instanceof ReconnectNeeded) return await giveUp(deps, ref, first.generation, error);
    if (!(error instanceof TokenStale)) throw error;
  }
  const fresh = await deps.temporal.freshToken({
    ...ref,
    provider: first.connection.provider,
    generation: first.generation,
  });
  const second = await open(deps, ref);
  if (fresh === 'reconnect') throw new ReconnectNeeded('refused');
  if (second.generation === first.generation) throw new Unavailable('No fresh token can be had now');
  try {
    return await metered(deps, ref, second, call, urgency);
  } catch (error) {
    // A token that was made a moment ago and is refused will not be liked better next time.
    if (error instanceof TokenStale) return await giveUp(deps, ref, second.generation, new ReconnectNeeded('refused'));
    if (error instanceof ReconnectNeeded) return await giveUp(deps, ref, second.generation, error);
    throw error;
  }
}

/** Marks the connection dead, if the refused tokens are still the present ones, and lets its workflow tell the owner. */
export async function endSession(
  deps: SessionDependencies,
  { organizationId, connectionId }: ConnectionRef,
  generation: number,
  why: ReconnectNeeded['why'],
): Promise<boolean> {
  const ended = await deps.database.withOrganization(organizationId, async (tenant) => {
    const expired = await markTokenExpired(tenant, connectionId, generation, deps.clock());
    if (why === 'refused' || !expired) return expired;
    return markDisconnected(tenant, connectionId, deps.clock());
  });
  if (ended) await deps.temporal.nudgeConnection(connectionId).catch(() => false);
  return ended;
}

async function metered<T>(
  deps: SessionDependencies,
  ref: ConnectionRef,
  { provider, session, connection }: Pick<Awaited<ReturnType<typeof open>>, 'provider' | 'session' | 'connection'>,
  call: SessionCall<T>,
  urgency: Urgency,
): Promise<T> {
  const result = await withMeter(deps, ref, provider.limits, urgency, (meter) =>
    call(provider, { ...session, meter }, connection),
  );
  const at = deps.clock();
  if (at.getTime() - (connection.lastSuccessAt?.getTime() ?? 0) >= successEveryMs) {
    await deps.database.withOrganization(ref.organizationId, (tenant) => recordSuccess(tenant, ref.connectionId, at));
  }
  return result;
}

async function giveUp(
  deps: SessionDependencies,
  ref: ConnectionRef,
  generation: number,
  error: ReconnectNeeded,
): Promise<never> {
  const ended = await endSession(deps, ref, generation, error.why);
  // The tokens were replaced in the meantime: the next attempt takes the new ones.
  if (!ended && (await isConnected(deps, ref))) throw new Unavailable('The tokens changed during the call');
  throw error;
}

async function isConnected(
  deps: SessionDependencies,
  { organizationId, connectionId }: ConnectionRef,
): Promise<boolean> {
  const row = await deps.database.withOrganization(organizationId, (tenant) => findConnection(tenant, connectionId));
  return row?.status === 'connected';
}

async function open(deps: SessionDependencies, { organizationId, connectionId }: ConnectionRef) {
  const { connection, tokens } = await deps.database.withOrganization(organizationId, async (tenant) => ({
    connection: await findConnection(tenant, connectionId),
    tokens: await readTokens(tenant, deps.keys, connectionId),
  }));
  if (!connection || !tokens || connection.status !== 'connected') {
    throw new ReconnectNeeded(connection?.status === 'token_expired' ? 'refused' : 'disconnected');
  }
  return {
    connection,
    provider: providerOf(deps, connection.provider),
    session: { accessToken: tokens.accessToken, accountId: connection.accountId } satisfies Session,
    generation: tokens.generation,
    expiresAt: tokens.accessTokenExpiresAt,
  };
}
