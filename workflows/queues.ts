/** Task queues: isolation first, priority second. `tokens` runs nothing else: on a shared queue a refresh deadlocks. */
export const queues = {
  events: 'events',
  journeys: 'journeys',
  email: 'email',
  sms: 'sms',
  tokens: 'tokens',
} as const;

export const providerQueue = (provider: string): string => `provider-${provider}`;
