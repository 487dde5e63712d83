import { Button, Group, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { JourneyDetail, JourneyVersion } from '../../../api/schemas.ts';
import { ask } from '../overlays/ask.ts';
import { notifyDone } from '../overlays/notify.ts';
import { journeyKey, restore } from '../request/journeys.ts';
import { useList } from '../request/list.ts';
import { useMe } from '../request/me.ts';
import { Failure } from '../states/failure.tsx';
import { LoadMore } from '../states/load-more.tsx';
import { problemNotice } from '../states/problem-notice.ts';
import { Row, Rows } from '../states/rows.tsx';
import { Section } from '../states/section.tsx';
import { Tag } from '../states/tag.tsx';
import { useInWords } from '../time/moment.tsx';
import { VersionChanges } from './version-changes.tsx';

/** What was published of a journey, what each time changed, and the way back. */
export function Versions({ journey }: { journey: JourneyDetail }) {
  const { t } = useTranslation();
  const inWords = useInWords();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { id, draftRevision, status } = journey;
  const mayChange = useMe().data?.role !== 'viewer';
  const list = useList<JourneyVersion>(`/api/journeys/${id}/versions`);
  const restoring = useMutation({
    mutationFn: (number: number) => restore(id, number, draftRevision),
    onSuccess: async (restored, number) => {
      client.setQueryData(journeyKey(id), restored);
      notifyDone(t('versions.restored', { number }));
      await navigate(`/journeys/${id}/edit`);
    },
    onError: (error) => problemNotice(error, t),
  });
  const askToRestore = async (number: number) => {
    const sure = await ask({
      title: t('versions.restoreTitle', { number }),
      children: <Text>{t('versions.restoreWhy')}</Text>,
      confirm: t('versions.restore'),
      cancel: t('journey.keep'),
      closeLabel: t('close'),
    });
    if (sure) restoring.mutate(number);
  };
  return (
    <Section title={t('versions.title')}>
      {list.isError && list.items.length === 0 ? (
        <Failure error={list.error} retry={() => void list.refetch()} />
      ) : null}
      <Rows label={t('versions.label')} busy={list.isPlaceholderData}>
        {list.items.map((version) => (
          <Row key={version.number}>
            <div>
              <Group gap="xs">
                <Text fw={600}>{t('versions.name', { number: version.number })}</Text>
                {version.isCurrent ? <Tag tone="done">{t('versions.current')}</Tag> : null}
                <Text size="sm" c="dimmed">
                  {inWords(version.publishedAt)}
                </Text>
                {version.inside > 0 ? <Text size="sm">{t('versions.inside', { count: version.inside })}</Text> : null}
              </Group>
              <Text size="sm">{version.summary ?? t(version.number === 1 ? 'versions.first' : 'versions.same')}</Text>
              {version.summary ? <VersionChanges journeyId={id} number={version.number} /> : null}
            </div>
            {status === 'archived' || !mayChange ? null : (
              <Button
                variant="default"
                size="compact-sm"
                aria-label={t('versions.restoreName', { number: version.number })}
                loading={restoring.isPending && restoring.variables === version.number}
                onClick={() => void askToRestore(version.number)}
              >
                {t('versions.restore')}
              </Button>
            )}
          </Row>
        ))}
      </Rows>
      <LoadMore list={list} />
    </Section>
  );
}
