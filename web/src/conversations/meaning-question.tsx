import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { notifyDone } from '../overlays/notify.ts';
import { decideMeaning } from '../request/conversations.ts';
import { problemNotice } from '../states/problem-notice.ts';

/** What somebody meant, asked of who knows them. */
export function MeaningQuestion({ id }: { id: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const deciding = useMutation({
    mutationFn: (meaning: 'wants_out' | 'fine') => decideMeaning(id, meaning),
    onSuccess: (_, meaning) =>
      notifyDone(t(meaning === 'fine' ? 'conversation.decide.fineDone' : 'conversation.decide.wantsOutDone')),
    onError: (error) => problemNotice(error, t),
    onSettled: () => client.invalidateQueries({ queryKey: ['list'] }),
  });
  return (
    <Alert color="amber" title={t('conversation.decide.title')}>
      <Stack gap="sm">
        <Text size="sm">{t('conversation.decide.why')}</Text>
        <Group gap="xs">
          <Button size="sm" variant="default" loading={deciding.isPending} onClick={() => deciding.mutate('wants_out')}>
            {t('conversation.decide.wantsOut')}
          </Button>
          <Button size="sm" loading={deciding.isPending} onClick={() => deciding.mutate('fine')}>
            {t('conversation.decide.fine')}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}
