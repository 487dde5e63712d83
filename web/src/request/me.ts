import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Me, Organization, OrganizationChange, Role } from '../../../api/schemas.ts';
import { request } from './request.ts';

const key = ['me'];

export const whoIs = (signal?: AbortSignal) => request<Me | null>('/api/me', signal ? { signal } : {});

/** Who is signed in; null: nobody. */
export function useMe() {
  return useQuery({
    queryKey: key,
    queryFn: ({ signal }) => whoIs(signal),
    staleTime: 60_000,
  });
}

/** The business of whoever is signed in; only below the shell, where it is known. */
export function useOrganization(): Organization {
  const { data } = useMe();
  if (!data) throw new Error('Nobody is signed in here.');
  return data.organization;
}

const upwards: Role[] = ['viewer', 'member', 'admin', 'owner'];

/** Whether whoever is signed in has at least this role. */
export function useMay(least: Role): boolean {
  const role = useMe().data?.role;
  return role !== undefined && upwards.indexOf(role) >= upwards.indexOf(least);
}

export function useForgetMe() {
  const client = useQueryClient();
  return () => {
    client.clear();
  };
}

export const saveOrganization = (change: OrganizationChange) =>
  request<Organization>('/api/organization', { method: 'PATCH', body: change });
