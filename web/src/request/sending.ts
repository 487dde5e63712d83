import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ChannelStanding, Sending } from '../../../api/schemas.ts';
import { notifyDone } from '../overlays/notify.ts';
import { problemNotice } from '../states/problem-notice.ts';
import { request } from './request.ts';

const key = ['sending'];
const path = '/api/sending';

/** Whether messages leave. */
export function useSending() {
  return useQuery({
    queryKey: key,
    queryFn: ({ signal }) => request<Sending>(path, { signal }),
    refetchOnWindowFocus: 'always',
  });
}

export const pauseSending = () => request<Sending>(`${path}/pauses`, { method: 'POST', body: {} });
export const resumeSending = () => request<Sending>(`${path}/pauses`, { method: 'DELETE' });
export const liftHold = (channel: ChannelStanding['channel']) =>
  request<Sending>(`${path}/holds/${channel}`, { method: 'DELETE' });

type Change = { change: () => Promise<Sending>; done: string };

/** Changes whether messages leave, and shows at once what holds then. */
export function useSendingChange() {
  const { t } = useTranslation();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ change }: Change) => change(),
    onSuccess: (now, { done }) => {
      client.setQueryData(key, now);
      notifyDone(done);
    },
    onError: (error) => problemNotice(error, t),
    onSettled: () => forgetLists(client),
  });
}

const forgetLists = (client: QueryClient) => client.invalidateQueries({ queryKey: ['list'] });
