import { setTimeout } from 'node:timers/promises';
import { defaults } from '../journeys/defaults.ts';
import {
  OutcomeUnknown,
  ProviderFailure,
  RateLimited,
  ReconnectNeeded,
  Rejected,
  type Tokens,
  Unavailable,
} from '../providers/provider.ts';
import { findConnection } from '../records/connections.ts';
import { readTokens, replaceTokens } from '../records/tokens.ts';
import type { ConnectionRef } from '../temporal.ts';
import type { Dependencies } from './dependencies.ts';
import { endSession, providerOf } from './session.ts';

/** `unknown`: the provider may have taken the old token; `later`: it certainly has not. */
export type RefreshOutcome =
  | { kind: 'fresh'; generation: number }
  | { kind: 'reconnect' }
  | { kind: 'later'; afterMs: number }
  | { kind: 'unknown' };

const shortestLifeMs = 5_000;

/** When tokens are refreshed: 10 minutes before they end, or at 20 % of their life if that is shorter. */
export function refreshTime(tokens: { refreshedAt: Date; accessTokenExpiresAt: Date }): Date {
  const made = tokens.refreshedAt.getTime();
  const end = tokens.accessTokenExpiresAt.getTime();
  const before = Math.min(defaults.refreshBeforeMs, Math.max(0, (end - made) * defaults.refreshBeforeShare));
  // A clock that goes wrong must not make a loop of refreshes.
  return new Date(Math.max(end - before, made + shortestLifeMs));
}

/** Runs alone on the queue `tokens`, called by nobody but the connection's workflow, which calls it once at a time. */
export function createTokenActivities(deps: Dependencies) {
  const read = ({ organizationId, connectionId }: ConnectionRef) =>
    deps.database.withOrganization(organizationId, async (tenant) => ({
      connection: await findConnection(tenant, connectionId),
      tokens: await readTokens(tenant, deps.keys, connectionId),
    }));
  const end = async (input: ConnectionRef & { generation: number }): Promise<RefreshOutcome> => {
    if (await endSession(deps, input, input.generation, 'refused')) return { kind: 'reconnect' };
    const { connection, tokens } = await read(input);
    if (connection?.status !== 'connected' || !tokens) return { kind: 'reconnect' };
    return { kind: 'fresh', generation: tokens.generation };
  };
  /** The provider has forgotten the old token: what it gave must not be lost to a short trouble of the database. */
  const keep = async (input: ConnectionRef & { generation: number }, tokens: Tokens): Promise<void> => {
    for (let attempt = 1; ; attempt++) {
      try {
        await deps.database.withOrganization(input.organizationId, (tenant) =>
          replaceTokens(tenant, deps.keys, input.connectionId, input.generation, tokens, deps.clock()),
        );
        return;
      } catch (error) {
        if (attempt === 10) throw error;
        await setTimeout(1_000);
      }
    }
  };
  return {
    async expireTokens(input: ConnectionRef & { generation: number }): Promise<void> {
      await endSession(deps, input, input.generation, 'refused');
    },

    async refreshToken(input: ConnectionRef & { generation: number; last: boolean }): Promise<RefreshOutcome> {
      const { generation, last } = input;
      let known: Awaited<ReturnType<typeof read>>;
      try {
        known = await read(input);
      } catch {
        // Nothing was asked of the provider yet.
        return { kind: 'later', afterMs: 5_000 };
      }
      const { connection, tokens } = known;
      if (!connection || !tokens || connection.status !== 'connected') return { kind: 'reconnect' };
      if (tokens.generation !== generation) return { kind: 'fresh', generation: tokens.generation };
      try {
        const fresh = await providerOf(deps, connection.provider).refresh(tokens.refreshToken);
        await keep(input, fresh);
        return { kind: 'fresh', generation: generation + 1 };
      } catch (error) {
        if (error instanceof ProviderFailure)
          deps.log.warn({ connectionId: input.connectionId, err: error }, 'a refresh did not succeed');
        if (error instanceof ReconnectNeeded) return end(input);
        if (error instanceof RateLimited) return { kind: 'later', afterMs: error.retryAfterMs };
        if (error instanceof Unavailable) return { kind: 'later', afterMs: 5_000 };
        // The old token was tried once more, and again nobody knows: only a new consent is sure to help.
        if (error instanceof OutcomeUnknown) return last ? end(input) : { kind: 'unknown' };
        if (error instanceof Rejected) return { kind: 'later', afterMs: 60_000 };
        throw error;
      }
    },
  };
}
