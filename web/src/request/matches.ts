import { request } from './request.ts';

/** Where the pairs are that somebody has to say something of. */
export type PairsPath = '/api/customers/matches' | '/api/twins';

export const link = (path: PairsPath, id: string) =>
  request<unknown>(`${path}/${id}/links`, { method: 'POST', body: {} });
export const undoLink = (path: PairsPath, id: string) => request<unknown>(`${path}/${id}/links`, { method: 'DELETE' });
export const decline = (path: PairsPath, id: string) =>
  request<unknown>(`${path}/${id}/declines`, { method: 'POST', body: {} });
