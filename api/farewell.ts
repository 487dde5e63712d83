import { ReconnectNeeded } from '../providers/provider.ts';
import type { Connection } from '../records/connections.ts';
import type { ApiDependencies } from './dependencies.ts';
import { withLink } from './link.ts';

/**
 * Tells the provider that we are gone, while we still have a token to say it with.
 * That it has forgotten us already is as good. @throws Unavailable and the like: then nothing has changed
 */
export async function farewell(deps: ApiDependencies, connection: Connection): Promise<void> {
  if (!deps.providers[connection.provider]) return;
  try {
    await withLink(deps, connection, (provider, link) => provider.disconnect(link));
  } catch (error) {
    if (!(error instanceof ReconnectNeeded)) throw error;
  }
}
