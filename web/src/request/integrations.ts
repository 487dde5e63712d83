import { useQuery } from '@tanstack/react-query';
import type { Integration, Triggers } from '../../../api/schemas.ts';
import { request } from './request.ts';

type All = { items: Integration[] };

let expectedUntil = 0;

/** A sync was just asked for: its first sign may take a moment to stand in the answer. */
export const expectSync = () => {
  expectedUntil = Date.now() + 8_000;
};

/** Every provider with its state; looked at each second while customers come in, less often while the past does. */
export function useIntegrations() {
  return useQuery({
    queryKey: ['integrations'],
    queryFn: ({ signal }) => request<All>('/api/integrations', { signal }),
    refetchInterval: ({ state: { data } }) => {
      if (Date.now() < expectedUntil || data?.items.some((each) => each.state === 'syncing')) return 1_000;
      return data?.items.some(({ history }) => history?.status === 'running') ? 3_000 : false;
    },
    refetchOnWindowFocus: 'always',
  });
}

export function useTriggers() {
  return useQuery({
    queryKey: ['triggers'],
    queryFn: ({ signal }) => request<Triggers>('/api/triggers', { signal }),
    staleTime: 60_000,
  });
}

/** Left for by a full page load: it redirects to the provider. */
export const connectAddress = (provider: string) => `/api/crm/${encodeURIComponent(provider)}/connect`;
/** Where the provider sends its user after the end of a connection: it looks whether the link still works. */
export const disconnectedAddress = (provider: string) => `/api/crm/${encodeURIComponent(provider)}/disconnected`;
export const syncCustomers = (provider: string) =>
  request<unknown>(`/api/crm/${encodeURIComponent(provider)}/sync-customers`, { method: 'POST', body: {} });
export const disconnect = (provider: string) =>
  request<unknown>(`/api/crm/${encodeURIComponent(provider)}/disconnect`, { method: 'POST', body: {} });
