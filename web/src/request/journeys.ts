import { useQuery } from '@tanstack/react-query';
import type {
  DraftChange,
  JourneyCreation,
  JourneyDetail,
  JourneyVersionDetail,
  NextPublication,
  PauseState,
  Publication,
  Resumption,
  StepCounts,
} from '../../../api/schemas.ts';
import { request, withQuery } from './request.ts';

export const journeyKey = (id: string) => ['journey', id];

/** One journey with its numbers. `live: false`: not read again before somebody's eyes. */
export function useJourney(id: string, options: { live: boolean } = { live: true }) {
  return useQuery({
    queryKey: journeyKey(id),
    queryFn: ({ signal }) => request<JourneyDetail>(`/api/journeys/${id}`, { signal }),
    refetchOnWindowFocus: options.live,
    meta: { live: options.live },
  });
}

/** What the steps of a journey came to; `days` null: all that ever was. */
export function useStepCounts(id: string, days: string | null) {
  return useQuery({
    queryKey: [...journeyKey(id), 'steps', days],
    queryFn: ({ signal }) => request<StepCounts>(withQuery(`/api/journeys/${id}/step-counts`, { days }), { signal }),
    placeholderData: (before) => before,
  });
}

/** A version with what it changed; it stays what it is for ever. */
export function useVersion(id: string, number: number) {
  return useQuery({
    queryKey: ['version', id, number],
    queryFn: ({ signal }) => request<JourneyVersionDetail>(`/api/journeys/${id}/versions/${number}`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export const createJourney = (creation: JourneyCreation) =>
  request<JourneyDetail>('/api/journeys', { method: 'POST', body: creation });
export const saveDraft = (id: string, change: DraftChange) =>
  request<JourneyDetail>(`/api/journeys/${id}/draft`, { method: 'PUT', body: change });

const post = (id: string, what: string, body: unknown = {}) =>
  request<JourneyDetail>(`/api/journeys/${id}/${what}`, { method: 'POST', body });

export const publish = (id: string, publication: Publication) => post(id, 'publications', publication);
export const nextPublication = (id: string) => request<NextPublication>(`/api/journeys/${id}/publications/next`);
export const pause = (id: string) => post(id, 'pauses');
export const pauseState = (id: string) => request<PauseState>(`/api/journeys/${id}/pauses`);
export const resume = (id: string, resumption: Resumption) => post(id, 'resumptions', resumption);
export const archive = (id: string, inside: 'exit' | 'finish') => post(id, 'archives', { inside });
export const restore = (id: string, number: number, revision: number) =>
  post(id, `versions/${number}/restorations`, { revision });
