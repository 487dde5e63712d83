import { useQuery } from '@tanstack/react-query';
import type { Preview, PreviewRequest, TestSend, TestSendRequest } from '../../../api/schemas.ts';
import { request } from './request.ts';

/** A message as it would leave now, with samples or the values of a customer. */
export function usePreviewOf(journeyId: string, asked: PreviewRequest) {
  return useQuery({
    queryKey: ['preview', journeyId, asked],
    queryFn: ({ signal }) =>
      request<Preview>(`/api/journeys/${journeyId}/previews`, { method: 'POST', body: asked, signal }),
    staleTime: 0,
    placeholderData: (before) => before,
  });
}

export const sendTest = (journeyId: string, asked: TestSendRequest) =>
  request<TestSend>(`/api/journeys/${journeyId}/test-sends`, { method: 'POST', body: asked });
