import { encodeId } from './ids.ts';
import type { State } from './state.ts';

type Dependencies = { state: State; changed: () => void; disconnect: () => void };

export const mutationsOf = ({ state, changed, disconnect }: Dependencies) => ({
  appDisconnect: () => {
    disconnect();
    return { app: { id: encodeId('Account', 1), name: 'Afterjob (sandbox)' }, userErrors: [] };
  },
  webhookEndpointCreate: (_: unknown, { input }: { input: { topic: string; url: string } }) => {
    const refused = (message: string) => ({
      webhookEndpoint: null,
      userErrors: [{ message, path: ['input', 'url'] }],
    });
    if (!URL.canParse(input.url)) return refused('Url is invalid');
    if (state.endpoints.some((endpoint) => endpoint.topic === input.topic && endpoint.url === input.url))
      return refused('Url has already been taken');
    const endpoint = { id: state.nextId++, ...input };
    state.endpoints.push(endpoint);
    changed();
    return { webhookEndpoint: endpoint, userErrors: [] };
  },
  webhookEndpointDelete: (_: unknown, { webhookEndpointsIds }: { webhookEndpointsIds: string[] }) => {
    const gone = state.endpoints.filter(({ id }) => webhookEndpointsIds.includes(encodeId('WebhookEndpoint', id)));
    state.endpoints = state.endpoints.filter((endpoint) => !gone.includes(endpoint));
    changed();
    return { deletedWebhookEndpoints: gone, userErrors: [] };
  },
});
