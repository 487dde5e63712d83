import { useQuery } from '@tanstack/react-query';
import type { OpenQuestions, OwnerAnswer, OwnerQuestion } from '../../../api/schemas.ts';
import { request } from './request.ts';

const path = '/api/questions';

/** Under the lists' key, so that an answer renews it. */
export function useQuestions(open: boolean) {
  return useQuery({
    queryKey: ['list', path, open],
    queryFn: ({ signal }) => request<{ items: OwnerQuestion[] }>(`${path}?open=${open}`, { signal }),
  });
}

export function useOpenCount() {
  return useQuery({
    queryKey: ['list', path, 'count'],
    queryFn: ({ signal }) => request<OpenQuestions>(`${path}/count`, { signal }),
  });
}

export const answerQuestion = (id: string, answer: OwnerAnswer['answer']) =>
  request<OwnerQuestion>(`${path}/${id}/answers`, { method: 'POST', body: { answer } });
