import { List, Skeleton, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useVersion } from '../request/journeys.ts';
import { Failure } from '../states/failure.tsx';

/** What a version does differently from the one before, sentence by sentence; asked for when somebody opens it. */
export function VersionChanges({ journeyId, number }: { journeyId: string; number: number }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <Text span size="sm">
          {t('versions.show', { number })}
        </Text>
      </summary>
      {open ? <Changes journeyId={journeyId} number={number} /> : null}
    </details>
  );
}

function Changes({ journeyId, number }: { journeyId: string; number: number }) {
  const { t } = useTranslation();
  const version = useVersion(journeyId, number);
  if (version.isError) return <Failure error={version.error} retry={() => void version.refetch()} />;
  if (!version.data) return <Skeleton height={48} mt="xs" />;
  const { changes } = version.data;
  if (changes.length === 0) return <Text size="sm">{t('versions.same')}</Text>;
  return (
    <List size="sm" mt="xs" aria-label={t('versions.changes', { number })}>
      {changes.map(({ stepId, what, words }) => (
        <List.Item key={`${stepId} ${what} ${words}`}>{words}</List.Item>
      ))}
    </List>
  );
}
