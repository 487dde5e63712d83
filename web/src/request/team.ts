import { useQuery } from '@tanstack/react-query';
import type { Acceptance, HeldInvitation, NewInvitation, Role, SentInvitation, Team } from '../../../api/schemas.ts';
import { request } from './request.ts';

const path = '/api/team';
export const teamKey = ['team'];

export function useTeam() {
  return useQuery({ queryKey: teamKey, queryFn: ({ signal }) => request<Team>(path, { signal }) });
}

export const invite = (body: NewInvitation) => request<SentInvitation>(`${path}/invitations`, { method: 'POST', body });
export const cancelInvitation = (id: string) => request<unknown>(`${path}/invitations/${id}`, { method: 'DELETE' });
export const changeRole = (id: string, role: Role) =>
  request<unknown>(`${path}/members/${id}`, { method: 'PATCH', body: { role } });
export const removeMember = (id: string) => request<unknown>(`${path}/members/${id}`, { method: 'DELETE' });

export function useInvitation(token: string) {
  return useQuery({
    queryKey: ['invitation', token],
    queryFn: ({ signal }) => request<HeldInvitation>(`/api/invitation?token=${encodeURIComponent(token)}`, { signal }),
    enabled: token !== '',
    retry: false,
  });
}

export const acceptInvitation = (body: Acceptance) =>
  request<unknown>('/api/invitation/acceptances', { method: 'POST', body });

export const chooseBusiness = (organizationId: string) =>
  request<unknown>('/api/me/organization', { method: 'PUT', body: { organizationId } });
