import { Alert, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Reason } from '../../../api/schemas.ts';

/** Why there is no place to answer. */
export function Refused({ reason }: { reason: Reason }) {
  const { t } = useTranslation();
  return (
    <Alert color="amber" title={t('conversation.refused')}>
      <Text size="sm">
        {reason.words} {t('conversation.refusedHow')}
      </Text>
    </Alert>
  );
}
