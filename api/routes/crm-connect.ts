import { randomBytes } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { type Meter, type Provider, ReconnectNeeded, Rejected } from '../../providers/provider.ts';
import { connect, connectionTo } from '../../records/connections.ts';
import { withMeter } from '../../records/meter.ts';
import { putOauthState, takeOauthState } from '../../records/oauth-states.ts';
import type { AccountSession } from '../accounts/accounts.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { tell } from '../engine.ts';
import { notFound, signInNeeded } from '../problem.ts';
import { plain } from '../route.ts';
import { roles } from '../schemas.ts';
import { witness } from '../witness.ts';

const stateLifeMs = 10 * 60_000;
const page = '/settings/integrations';

export const crmConnect = {
  'GET /api/crm/:provider/connect': plain({
    summary: "Sends the browser to the provider's consent page",
    reads: 'nothing',
    handlers: (deps) => [beginConnecting(deps)],
  }),
  'GET /api/crm/:provider/callback': plain({
    summary: 'Takes the browser back from the consent page',
    reads: 'nothing',
    handlers: (deps) => [
      async (request, response) => {
        const { key, provider } = providerOf(deps, request);
        const session = await deps.accounts.session(request.headers);
        const reading = provider.readCallback(oneOfEach(request));
        // Begun at the provider: the code is not ours to redeem, so we begin again with a state of our own.
        if (reading.kind === 'marketplace') return response.redirect(`/connect/${key}`);
        if (reading.kind === 'denied') return response.redirect(`${page}?denied=${key}`);
        const outcome = await redeem(deps, request, session, reading.state);
        const word = outcome === 'connected' ? `connected=${key}` : `problem=${outcome}&provider=${key}`;
        response.set('cache-control', 'no-store').redirect(`${page}?${word}`);
      },
    ],
  }),
};

/** Remembers a state of its own for this browser, and sends it to the consent page. */
export function beginConnecting(deps: ApiDependencies): RequestHandler {
  return async (request, response) => {
    const { session } = response.locals;
    if (!session) throw signInNeeded();
    const { key, provider, redirectUri } = providerOf(deps, request);
    const state = randomBytes(32).toString('base64url');
    const { organizationId, userId, sessionId } = session;
    await putOauthState(deps.database, {
      state,
      session: sessionId,
      provider: key,
      organizationId,
      userId,
      returnTo: page,
      expiresAt: new Date(deps.clock().getTime() + stateLifeMs),
    });
    response.set('cache-control', 'no-store').redirect(provider.authorizeUrl({ state, redirectUri }));
  };
}

type Outcome =
  | 'connected'
  | 'session_lost'
  | 'state_invalid'
  | 'role_too_low'
  | 'code_refused'
  | 'provider_refused'
  | 'provider_unavailable'
  | 'bound_elsewhere'
  | 'another_account';

async function redeem(
  deps: ApiDependencies,
  request: Request,
  session: AccountSession | null,
  state: string,
): Promise<Outcome> {
  if (!session) return 'session_lost';
  const { database, keys, clock, temporal, log } = deps;
  const { key, provider, redirectUri } = providerOf(deps, request);
  const asked = { state, session: session.sessionId, provider: key };
  const begun = await takeOauthState(database, asked, clock());
  if (begun?.organizationId !== session.organizationId) return 'state_invalid';
  if (roles.indexOf(session.role) < roles.indexOf('admin')) return 'role_too_low';
  const { organizationId } = session;
  const query = oneOfEach(request);
  const known = await database.withOrganization(organizationId, (tenant) => connectionTo(tenant, key));
  const begin = (meter?: Meter) => provider.connect({ query, redirectUri, meter });
  const ref = known && { organizationId, connectionId: known.id };
  const connecting = ref ? withMeter(deps, ref, provider.limits, 'owner', begin) : begin();
  const connected = await connecting.catch((error: unknown) => {
    log.warn({ provider: key, err: error }, 'a connection was not made');
    return outcomeOf(error);
  });
  if (typeof connected === 'string') return connected;
  const seen = witness(deps, session, 'GET /api/crm/:provider/callback', { provider: key });
  const stored = await seen.database.withOrganization(organizationId, (tenant) =>
    connect(tenant, keys, key, connected, clock()),
  );
  if (!stored.connected) return stored.reason;
  const connection = { organizationId, connectionId: stored.connectionId, provider: key };
  await tell(
    log,
    temporal.startConnection(connection),
    temporal.startHistory(connection),
    temporal.startResume({ organizationId, reason: 'connection_revoked', scope: stored.connectionId }),
  );
  return 'connected';
}

function outcomeOf(error: unknown): Outcome {
  if (error instanceof ReconnectNeeded) return 'code_refused';
  return error instanceof Rejected ? 'provider_refused' : 'provider_unavailable';
}

export function providerOf(
  deps: ApiDependencies,
  request: Request,
): { key: string; provider: Provider; redirectUri: string } {
  const key = String(request.params.provider);
  const provider = Object.hasOwn(deps.providers, key) ? deps.providers[key] : undefined;
  const settings = deps.settings.providers[key];
  if (!provider || !settings) throw notFound('provider');
  return { key, provider, redirectUri: settings.redirectUri };
}

// A parameter that comes twice is not one that we asked for.
function oneOfEach({ query }: Request): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => [name, typeof value === 'string' ? value : undefined]),
  );
}
