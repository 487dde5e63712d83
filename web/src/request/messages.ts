import { useQuery } from '@tanstack/react-query';
import type { MessageDetail, MessageReview } from '../../../api/schemas.ts';
import { request } from './request.ts';

/** One message with what became of it. */
export function useMessage(id: string, enabled = true) {
  return useQuery({
    queryKey: ['message', id],
    queryFn: ({ signal }) => request<MessageDetail>(`/api/messages/${id}`, { signal }),
    enabled,
  });
}

export const reviewMessage = (id: string, review: MessageReview) =>
  request<MessageDetail>(`/api/messages/${id}/reviews`, { method: 'POST', body: review });
