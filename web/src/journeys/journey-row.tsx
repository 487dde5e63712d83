import { Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Journey } from '../../../api/schemas.ts';
import { Row, RowLink } from '../states/rows.tsx';
import { Tag } from '../states/tag.tsx';
import { JourneyCounts } from './journey-counts.tsx';
import { journeyTone } from './journey-tone.ts';

export function JourneyRow({ journey }: { journey: Journey }) {
  const { t } = useTranslation();
  const draft = journey.status === 'draft';
  return (
    <Row columns="minmax(0, 1fr)">
      <Stack gap={4}>
        <Group gap="xs">
          <RowLink to={draft ? `/journeys/${journey.id}/edit` : `/journeys/${journey.id}`}>{journey.name}</RowLink>
          <Tag tone={journeyTone[journey.status]}>{t(`journey.status.${journey.status}`)}</Tag>
          {!draft && journey.hasUnpublishedChanges ? <Tag tone="info">{t('journey.unpublished')}</Tag> : null}
        </Group>
        <Text size="sm" c="dimmed">
          {journey.trigger ? t('journey.startsWhen', { trigger: journey.trigger.label }) : t('journey.noTrigger')}
        </Text>
        {draft ? null : <JourneyCounts journey={journey} />}
      </Stack>
    </Row>
  );
}
