import type { Request } from 'express';
import { ReconnectNeeded } from '../../providers/provider.ts';
import { type Connection, connectionTo, markDisconnected } from '../../records/connections.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { tell } from '../engine.ts';
import { withLink } from '../link.ts';
import { plain } from '../route.ts';
import { beginConnecting, providerOf } from './crm-connect.ts';

/** Where the providers send browsers by themselves: the addresses that their portals ask for. */
export const crmReturn = {
  'GET /api/crm/:provider/reconnect': plain({
    summary: 'Begins connecting anew; whoever is not signed in does that first',
    reads: 'nothing',
    handlers: (deps) => [beginConnecting(deps)],
  }),
  'GET /api/crm/:provider/disconnected': plain({
    summary: 'Takes in a browser whose owner has just ended the connection at the provider',
    reads: 'nothing',
    handlers: (deps) => [
      async (request, response) => {
        const link = await standingOf(deps, request);
        const word = link ? `?link=${link}` : '';
        response.set('cache-control', 'no-store').redirect(`/disconnected/${providerOf(deps, request).key}${word}`);
      },
    ],
  }),
};

type Standing = 'ended' | 'alive' | 'unknown';

/** Whether the link of whoever is signed in still works; null for a stranger. Anybody can open the address, so we ask. */
async function standingOf(deps: ApiDependencies, request: Request): Promise<Standing | null> {
  const { key } = providerOf(deps, request);
  const session = await deps.accounts.session(request.headers);
  if (!session) return null;
  const inside = <T>(work: Parameters<typeof deps.database.withOrganization<T>>[1]) =>
    deps.database.withOrganization(session.organizationId, work);
  const connection = await inside((tenant) => connectionTo(tenant, key));
  if (!connection || connection.status === 'disconnected') return 'ended';
  const standing = connection.status === 'connected' ? await ask(deps, connection) : 'ended';
  if (standing !== 'ended') return standing;
  await inside((tenant) => markDisconnected(tenant, connection.id, deps.clock()));
  await tell(deps.log, deps.temporal.nudgeConnection(connection.id));
  return 'ended';
}

async function ask(deps: ApiDependencies, connection: Connection): Promise<Standing> {
  try {
    await withLink(deps, connection, (provider, link) => provider.account(link));
    return 'alive';
  } catch (error) {
    if (error instanceof ReconnectNeeded) return 'ended';
    deps.log.warn({ provider: connection.provider, err: error }, 'a link could not be looked at');
    return 'unknown';
  }
}
