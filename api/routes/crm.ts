import * as z from 'zod';
import { commonFields } from '../../journeys/fields.ts';
import { type Manifest, ReconnectNeeded } from '../../providers/provider.ts';
import { connectionTo, markDisconnected } from '../../records/connections.ts';
import { readIntegration } from '../../records/integration.ts';
import { tokenTimes } from '../../records/tokens.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { engine, tell } from '../engine.ts';
import { farewell } from '../farewell.ts';
import { integrationCard } from '../integration-card.ts';
import { notFound, ProblemError } from '../problem.ts';
import { route } from '../route.ts';
import { type Integration, integration, integrations, refreshed, type TriggerProvider, triggers } from '../schemas.ts';

export const crm = {
  'GET /api/integrations': route({
    summary: 'Every provider with the state of its connection',
    answer: integrations,
    handle: async ({ deps, organizationId }) => ({ items: await cards(deps, organizationId) }),
  }),
  'POST /api/integrations/:provider/refresh': route({
    summary: 'Has the access token made anew now; the connection does so by itself before it ends',
    body: z.strictObject({}),
    answer: refreshed,
    async handle({ deps, organizationId, params }) {
      const { id: connectionId, provider } = await liveConnection(deps, organizationId, params.provider);
      const times = () => deps.database.withOrganization(organizationId, (tenant) => tokenTimes(tenant, connectionId));
      const generation = (await times())?.generation;
      if (generation === undefined) throw new ReconnectNeeded('disconnected');
      const outcome = await engine(deps.temporal.freshToken({ organizationId, connectionId, provider, generation }));
      if (outcome === 'reconnect') throw new ReconnectNeeded('refused');
      const fresh = await times();
      if (outcome === 'later' || !fresh || fresh.generation === generation) throw noTokenNow();
      return {
        provider,
        refreshedAt: fresh.refreshedAt.toISOString(),
        expiresAt: fresh.accessTokenExpiresAt.toISOString(),
      };
    },
  }),
  'GET /api/crm/:provider/status': route({
    summary: 'One provider with the state of its connection',
    answer: integration,
    handle: ({ deps, organizationId, params }) => card(deps, organizationId, params.provider),
  }),
  'POST /api/crm/:provider/sync-customers': route({
    summary: 'Reads all customers again',
    body: z.strictObject({}),
    status: 202,
    answer: integration,
    async handle({ deps, organizationId, params }) {
      const connection = await liveConnection(deps, organizationId, params.provider);
      const ref = { organizationId, connectionId: connection.id, provider: connection.provider };
      await engine(deps.temporal.startCustomerSync(ref));
      return card(deps, organizationId, params.provider);
    },
  }),
  'POST /api/crm/:provider/disconnect': route({
    summary: 'Ends the connection, there and here',
    body: z.strictObject({}),
    answer: integration,
    async handle({ deps, organizationId, params, at }) {
      const { database, temporal, log } = deps;
      const manifest = manifestOf(deps, params.provider);
      const connection = await database.withOrganization(organizationId, (tenant) =>
        connectionTo(tenant, manifest.key),
      );
      if (!connection) throw notConnected(manifest);
      if (connection.status === 'connected') await farewell(deps, connection);
      await database.withOrganization(organizationId, (tenant) => markDisconnected(tenant, connection.id, at));
      await tell(log, temporal.nudgeConnection(connection.id));
      return card(deps, organizationId, params.provider);
    },
  }),
  'GET /api/triggers': route({
    summary: 'What journeys can start from',
    answer: triggers,
    handle: async ({ deps, organizationId }) => ({
      items: (await cards(deps, organizationId)).map((each) => triggersOf(manifestOf(deps, each.provider), each)),
      commonFields: [...commonFields],
    }),
  }),
};

function manifestOf(deps: ApiDependencies, key: string | undefined): Manifest {
  const manifest = key && Object.hasOwn(deps.manifests, key) ? deps.manifests[key] : undefined;
  if (!manifest) throw notFound('provider');
  return manifest;
}

async function card(deps: ApiDependencies, organizationId: string, key: string | undefined): Promise<Integration> {
  const manifest = manifestOf(deps, key);
  const record = await deps.database.withOrganization(organizationId, (tenant) =>
    readIntegration(tenant, manifest.key, deps.clock()),
  );
  return integrationCard(manifest, deps.settings, record);
}

const cards = (deps: ApiDependencies, organizationId: string) =>
  Promise.all(Object.keys(deps.manifests).map((key) => card(deps, organizationId, key)));

async function liveConnection(deps: ApiDependencies, organizationId: string, key: string | undefined) {
  const manifest = manifestOf(deps, key);
  const row = await deps.database.withOrganization(organizationId, (tenant) => connectionTo(tenant, manifest.key));
  if (row?.status === 'token_expired') throw new ReconnectNeeded('refused');
  if (row?.status !== 'connected') throw notConnected(manifest);
  return row;
}

const noTokenNow = () =>
  new ProblemError(503, 'no_token_now', 'No fresh token could be had now. It is tried again by itself.', {
    headers: { 'retry-after': '30' },
  });

const notConnected = ({ name }: Manifest) =>
  new ProblemError(409, 'not_connected', `${name} is not connected.`, {
    action: { label: 'Open integrations', href: '/settings/integrations' },
  });

function triggersOf({ key, name, triggers: all }: Manifest, { state }: Integration): TriggerProvider {
  const list = Object.entries(all).map(([type, { label, meaning, entity, fields }]) => ({
    type,
    label,
    meaning,
    entity,
    fields: fields.map((field) => ({ ...field })),
  }));
  return { provider: key, name, state, triggers: list };
}
