import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { notifyDone } from '../overlays/notify.ts';
import { decideMeaning } from '../request/conversations.ts';
import { problemNotice } from '../states/problem-notice.ts';

/** Says what somebody meant by a message. */
export function useDecision(id: string) {
  const { t } = useTranslation();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (outcome: 'no_more' | 'go_on') => decideMeaning(id, outcome),
    onSuccess: (_, outcome) => notifyDone(t(`conversation.decide.done.${outcome}`)),
    onError: (error) => problemNotice(error, t),
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: ['list'] });
      await client.invalidateQueries({ queryKey: ['customer'] });
    },
  });
}
