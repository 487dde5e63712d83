import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ApiKeys, AuditActors, DeliveryTopics, MadeApiKey, NewApiKey } from '../../../api/schemas.ts';
import { request } from './request.ts';

const keysPath = '/api/api-keys';
const keysKey = ['api-keys'];

export function useApiKeys() {
  return useQuery({ queryKey: keysKey, queryFn: ({ signal }) => request<ApiKeys>(keysPath, { signal }) });
}

/** Whatever comes of it, the list is looked at again. */
export function useKeyDeed<Input, Answer>(work: (input: Input) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({ mutationFn: work, onSettled: () => client.invalidateQueries({ queryKey: keysKey }) });
}

export const makeKey = (body: NewApiKey) => request<MadeApiKey>(keysPath, { method: 'POST', body });
export const revokeKey = (id: string) => request<unknown>(`${keysPath}/${id}`, { method: 'DELETE' });

// Below the lists' key, so that what renews a list renews its filters.
export function useAuditActors() {
  return useQuery({
    queryKey: ['list', '/api/audit-log', 'actors'],
    queryFn: ({ signal }) => request<AuditActors>('/api/audit-log/actors', { signal }),
  });
}

export function useDeliveryTopics() {
  return useQuery({
    queryKey: ['list', '/api/deliveries', 'topics'],
    queryFn: ({ signal }) => request<DeliveryTopics>('/api/deliveries/topics', { signal }),
  });
}

export const eraseCustomer = (id: string, name: string) =>
  request<{ records: number; ended: number }>(`/api/customers/${id}/erasures`, { method: 'POST', body: { name } });
