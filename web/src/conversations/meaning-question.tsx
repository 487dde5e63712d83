import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useDecision } from './use-decision.ts';

/** What somebody meant by a message, asked of who knows them. */
export function MeaningQuestion({ id }: { id: string }) {
  const { t } = useTranslation();
  const deciding = useDecision(id);
  return (
    <Alert color="amber" title={t('conversation.decide.title')}>
      <Stack gap="sm">
        <Text size="sm">{t('conversation.decide.why')}</Text>
        <Group gap="xs">
          <Button size="sm" variant="default" disabled={deciding.isPending} onClick={() => deciding.mutate('no_more')}>
            {t('conversation.decide.noMore')}
          </Button>
          <Button size="sm" loading={deciding.isPending} onClick={() => deciding.mutate('go_on')}>
            {t('conversation.decide.goOn')}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}
