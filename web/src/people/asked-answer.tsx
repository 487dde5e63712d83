import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { notifyDone } from '../overlays/notify.ts';
import { useMe } from '../request/me.ts';
import { useDecisionAnswer } from '../request/why.ts';
import { Failure } from '../states/failure.tsx';

/** An event came too late, and the journey leaves it to the owner. */
export function AskedAnswer({ decisionId }: { decisionId: string }) {
  const { t } = useTranslation();
  const answer = useDecisionAnswer(decisionId, () => notifyDone(t('why.answered')));
  if (useMe().data?.role === 'viewer') return null;
  const asked = (word: 'enroll' | 'skip') => ({
    size: 'xs',
    loading: answer.isPending && answer.variables === word,
    disabled: answer.isPending,
    onClick: () => answer.mutate(word),
  });
  return (
    <>
      <Failure error={answer.error} />
      <Group gap="xs">
        <Button variant="light" {...asked('enroll')}>
          {t('why.enroll')}
        </Button>
        <Button variant="default" {...asked('skip')}>
          {t('why.skip')}
        </Button>
      </Group>
    </>
  );
}
