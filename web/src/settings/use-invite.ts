import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { NewInvitation } from '../../../api/schemas.ts';
import { notify, notifyDone } from '../overlays/notify.ts';
import { invite, teamKey } from '../request/team.ts';

/** Sends an invitation, and says when its letter could not leave. */
export function useInvite({ done, onError }: { done?: () => void; onError?: (error: unknown) => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: NewInvitation) => invite(body),
    onSuccess: ({ email, mailed }) => {
      done?.();
      if (mailed) notifyDone(t('team.sent', { email }));
      else
        void notify({
          color: 'amber',
          role: 'alert',
          autoClose: 15_000,
          title: t('team.notSentTitle'),
          message: t('team.notSent', { email }),
        });
    },
    onError: (error) => onError?.(error),
    onSettled: () => client.invalidateQueries({ queryKey: teamKey }),
  });
}
