import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Reason } from '../../../api/schemas.ts';
import { useDecision } from './use-decision.ts';

/** Why there is no place to answer. What our rules read wrongly can be taken back; a STOP cannot. */
export function Refused({ reason, readAs }: { reason: Reason; readAs: string | null }) {
  const { t } = useTranslation();
  return (
    <Alert color="amber" title={t('conversation.refused')}>
      <Stack gap="sm">
        <Text size="sm">
          {reason.words} {t('conversation.refusedHow')}
        </Text>
        {readAs ? <TakeBack id={readAs} /> : null}
      </Stack>
    </Alert>
  );
}

function TakeBack({ id }: { id: string }) {
  const { t } = useTranslation();
  const deciding = useDecision(id);
  return (
    <Group>
      <Button size="sm" variant="default" loading={deciding.isPending} onClick={() => deciding.mutate('go_on')}>
        {t('conversation.decide.readWrongly')}
      </Button>
    </Group>
  );
}
