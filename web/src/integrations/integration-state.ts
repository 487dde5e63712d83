import type { Integration, IntegrationState } from '../../../api/schemas.ts';
import type { Tone } from '../states/tag.tsx';

export const toneOf: Record<IntegrationState, Tone> = {
  not_set_up: 'quiet',
  not_connected: 'quiet',
  connected: 'done',
  syncing: 'info',
  needs_reconnect: 'waiting',
  disconnected: 'quiet',
  error: 'failed',
};

export const isLive = ({ state }: Integration) => state === 'connected' || state === 'syncing' || state === 'error';

/** Of what these journeys start from, whatever tells us nothing now. */
export const silent = (integrations: readonly Integration[], triggers: readonly ({ provider: string } | null)[]) =>
  integrations.filter((each) => !isLive(each) && triggers.some((trigger) => trigger?.provider === each.provider));

const soonMs = 30 * 24 * 60 * 60_000;

/** The consent ends by itself within a month: one click now keeps everything going. */
export const endsSoon = (integration: Integration) =>
  isLive(integration) &&
  integration.health?.reconnectBy != null &&
  Date.parse(integration.health.reconnectBy) - Date.now() <= soonMs;
