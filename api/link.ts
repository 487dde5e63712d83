import {
  type Link,
  type Meter,
  type Provider,
  ReconnectNeeded,
  TokenStale,
  Unavailable,
} from '../providers/provider.ts';
import type { Connection } from '../records/connections.ts';
import { withMeter } from '../records/meter.ts';
import { readTokens } from '../records/tokens.ts';
import type { ApiDependencies } from './dependencies.ts';

/**
 * One call on the owner's word with the present tokens, and once more with fresh ones when those are stale.
 * @throws ReconnectNeeded for a dead link; Unavailable while no fresh token can be had
 */
export async function withLink<T>(
  deps: ApiDependencies,
  connection: Connection,
  call: (provider: Provider, link: Link) => Promise<T>,
): Promise<T> {
  const { organizationId, id: connectionId } = connection;
  const provider = deps.providers[connection.provider];
  if (!provider) throw new Unavailable('The provider is not set up in this process.');
  const asked = (link: Link) =>
    withMeter(deps, { organizationId, connectionId }, provider.limits, 'owner', (meter: Meter) =>
      call(provider, { ...link, meter }),
    );
  const first = await openLink(deps, connection);
  return asked(first).catch(async (error: unknown) => {
    if (!(error instanceof TokenStale)) throw error;
    return asked(await openLink(deps, connection, first.accessToken));
  });
}

/** The present tokens; fresh ones when they have ended or are those that were refused. */
async function openLink(deps: ApiDependencies, connection: Connection, refused?: string): Promise<Link> {
  const { organizationId, id: connectionId, provider, accountId } = connection;
  const read = () =>
    deps.database.withOrganization(organizationId, (tenant) => readTokens(tenant, deps.keys, connectionId));
  const tokens = await read();
  if (!tokens) throw new ReconnectNeeded('disconnected');
  const usable = tokens.accessToken !== refused && tokens.accessTokenExpiresAt > deps.clock();
  if (usable) return linkOf(tokens, accountId);
  const outcome = await deps.temporal.freshToken({
    organizationId,
    connectionId,
    provider,
    generation: tokens.generation,
  });
  if (outcome === 'reconnect') throw new ReconnectNeeded('refused');
  const fresh = await read();
  if (!fresh || fresh.generation === tokens.generation) throw new Unavailable('No fresh token can be had now');
  return linkOf(fresh, accountId);
}

const linkOf = ({ accessToken, refreshToken }: Omit<Link, 'accountId'>, accountId: string): Link => ({
  accessToken,
  refreshToken,
  accountId,
});
