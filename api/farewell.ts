import { type Link, ReconnectNeeded, TokenStale, Unavailable } from '../providers/provider.ts';
import type { Connection } from '../records/connections.ts';
import { withMeter } from '../records/meter.ts';
import { readTokens } from '../records/tokens.ts';
import type { ApiDependencies } from './dependencies.ts';

/**
 * Tells the provider that we are gone, while we still have a token to say it with.
 * That it has forgotten us already is as good. @throws Unavailable and the like: then nothing has changed
 */
export async function farewell(deps: ApiDependencies, connection: Connection): Promise<void> {
  const provider = deps.providers[connection.provider];
  if (!provider) return;
  const ref = { organizationId: connection.organizationId, connectionId: connection.id };
  const leave = (link: Link) =>
    withMeter(deps, ref, provider.limits, 'owner', (meter) => provider.disconnect({ ...link, meter }));
  try {
    const first = await openLink(deps, connection);
    await leave(first).catch(async (error: unknown) => {
      if (!(error instanceof TokenStale)) throw error;
      await leave(await openLink(deps, connection, first.accessToken));
    });
  } catch (error) {
    if (!(error instanceof ReconnectNeeded)) throw error;
  }
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
