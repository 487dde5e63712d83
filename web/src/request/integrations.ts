import { useQuery } from '@tanstack/react-query';
import type { Integration, Triggers } from '../../../api/schemas.ts';
import { request } from './request.ts';

type All = { items: Integration[] };

/** Every provider with its state. */
export function useIntegrations() {
  return useQuery({
    queryKey: ['integrations'],
    queryFn: ({ signal }) => request<All>('/api/integrations', { signal }),
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
