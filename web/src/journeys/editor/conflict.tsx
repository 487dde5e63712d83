import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Failure } from '../../states/failure.tsx';
import type { useDraft } from './use-draft.ts';

/** Somebody else saved in the meantime, or the save failed: nothing is lost, and the owner chooses. */
export function Conflict({ saving }: { saving: ReturnType<typeof useDraft> }) {
  const { t } = useTranslation();
  if (saving.state === 'failed') return <Failure error={saving.error} retry={saving.retry} />;
  if (saving.state !== 'conflict') return null;
  return (
    <Alert color="amber" role="alert" icon={<IconAlertTriangle aria-hidden />} title={t('editor.conflictTitle')}>
      <Stack gap="sm">
        <Text size="sm">{t('editor.conflict')}</Text>
        <Group gap="xs">
          <Button size="xs" onClick={() => void saving.keepMine()}>
            {t('editor.keepMine')}
          </Button>
          <Button size="xs" variant="default" onClick={() => void saving.takeTheirs()}>
            {t('editor.takeTheirs')}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}
