import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { notifyDone } from '../overlays/notify.ts';
import { decline, link, type PairsPath, undoLink } from '../request/matches.ts';
import { useMay } from '../request/me.ts';
import { problemNotice } from '../states/problem-notice.ts';

type Props = {
  path: PairsPath;
  /** Whose words are used. */
  room: 'people' | 'papers';
  id: string;
  state: 'proposed' | 'linked' | 'declined';
  /** For eyes that see one button at a time. */
  names: string;
  name: string;
};

/** One, two, or one no more: each can be changed again later, so none is asked about twice. */
export function PairActions({ path, room, id, state, names, name }: Props) {
  const { t } = useTranslation();
  const may = useMay('member');
  const client = useQueryClient();
  const saying = useMutation({
    mutationFn: ({ say }: { say: (path: PairsPath, id: string) => Promise<unknown>; done: string }) => say(path, id),
    onSuccess: (_, { done }) => notifyDone(done),
    onError: (error) => problemNotice(error, t),
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: ['list'] });
      await client.invalidateQueries({ queryKey: ['customer'] });
    },
  });
  if (!may) return null;
  const words = `match.${room}` as const;
  if (state === 'linked')
    return (
      <Button
        variant="default"
        size="sm"
        loading={saying.isPending}
        aria-label={t(`${words}.undoOf`, { names })}
        onClick={() => saying.mutate({ say: undoLink, done: t(`${words}.undoneDone`) })}
      >
        {t(`${words}.undo`)}
      </Button>
    );
  return (
    <>
      {state === 'proposed' ? (
        <Button
          variant="default"
          size="sm"
          disabled={saying.isPending}
          aria-label={t(`${words}.declineOf`, { names })}
          onClick={() => saying.mutate({ say: decline, done: t(`${words}.declinedDone`) })}
        >
          {t(`${words}.decline`)}
        </Button>
      ) : null}
      <Button
        variant={state === 'proposed' ? 'filled' : 'default'}
        size="sm"
        loading={saying.isPending}
        aria-label={t(`${words}.linkOf`, { names })}
        onClick={() => saying.mutate({ say: link, done: t(`${words}.linkedDone`, { name }) })}
      >
        {t(`${words}.link`)}
      </Button>
    </>
  );
}
