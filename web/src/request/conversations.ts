import { useQuery } from '@tanstack/react-query';
import type {
  ConversationCount,
  ConversationDetail,
  NewAnswer,
  NewNotificationTarget,
  NotificationTarget,
  NotificationTargets,
} from '../../../api/schemas.ts';
import { request } from './request.ts';

const path = '/api/conversations';

/** Under the lists' key, so that what changes a list changes it, too. */
export function useConversation(id: string) {
  return useQuery({
    queryKey: ['list', path, id],
    queryFn: ({ signal }) => request<ConversationDetail>(`${path}/${id}`, { signal }),
  });
}

export function useUnreadCount() {
  return useQuery({
    queryKey: ['list', path, 'count'],
    queryFn: ({ signal }) => request<ConversationCount>(`${path}/count`, { signal }),
  });
}

const post = <Answer>(id: string, what: string, body: object) =>
  request<Answer>(`${path}/${id}/${what}`, { method: 'POST', body });

export const markRead = (id: string) => post<ConversationDetail>(id, 'reads', {});
export const sendAnswer = (id: string, answer: NewAnswer) => post<ConversationDetail>(id, 'answers', answer);

/** @param id of the message that they wrote */
export const decideMeaning = (id: string, outcome: 'no_more' | 'go_on') =>
  request<unknown>(`/api/consent/questions/${id}/decisions`, { method: 'POST', body: { outcome } });

const targets = '/api/notification-targets';
export const targetsKey = ['notification-targets'];

export function useNotificationTargets() {
  return useQuery({
    queryKey: targetsKey,
    queryFn: ({ signal }) => request<NotificationTargets>(targets, { signal }),
  });
}

export const addTarget = (body: NewNotificationTarget) =>
  request<NotificationTarget>(targets, { method: 'POST', body });
export const removeTarget = (id: string) => request<NotificationTargets>(`${targets}/${id}`, { method: 'DELETE' });
