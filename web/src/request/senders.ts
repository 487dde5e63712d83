import { useQuery } from '@tanstack/react-query';
import type {
  FreeNumbers,
  NewDomain,
  NewTextAccount,
  OwnNumbers,
  SenderChange,
  Senders,
} from '../../../api/schemas.ts';
import { request } from './request.ts';

const path = '/api/senders';
export const sendersKey = ['senders'];
export const numbersKey = ['senders', 'numbers'];

export function useSenders() {
  return useQuery({
    queryKey: sendersKey,
    queryFn: ({ signal }) => request<Senders>(path, { signal }),
  });
}

/** Numbers of the own texting account that nothing leaves from yet. */
export function useOwnNumbers() {
  return useQuery({
    queryKey: numbersKey,
    queryFn: ({ signal }) => request<OwnNumbers>(`${path}/numbers`, { signal }),
    staleTime: 60_000,
    // The texting service answers this.
    meta: { live: false },
  });
}

const post = (what: string, body: object = {}) => request<Senders>(`${path}/${what}`, { method: 'POST', body });

export const addDomain = (domain: NewDomain) => post('domains', domain);
export const openTextAccount = (account: NewTextAccount) => post('accounts', account);
export const takeNumber = (address: string) => post('numbers', { address });
export const buyNumber = (address: string) => post('purchases', { address });
export const chooseSender = (id: string) => post(`${id}/choices`);
export const checkSender = (id: string) => post(`${id}/verifications`);
export const changeSender = (id: string, change: SenderChange) =>
  request<Senders>(`${path}/${id}`, { method: 'PATCH', body: change });
export const removeSender = (id: string) => request<Senders>(`${path}/${id}`, { method: 'DELETE' });
export const freeNumbers = (areaCode: string) =>
  request<FreeNumbers>(`${path}/numbers/available?areaCode=${encodeURIComponent(areaCode)}`);
