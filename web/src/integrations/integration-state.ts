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
