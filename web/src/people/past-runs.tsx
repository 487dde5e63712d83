import { Button, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Bulk } from '../../../api/schemas.ts';
import { notifyDone } from '../overlays/notify.ts';
import { useBulkStop, useBulks } from '../request/bulk.ts';
import { Failure } from '../states/failure.tsx';
import { Row, Rows } from '../states/rows.tsx';
import { Section } from '../states/section.tsx';
import { Tag, type Tone } from '../states/tag.tsx';
import { useInWords } from '../time/moment.tsx';

const tones: Record<Bulk['status'], Tone> = { running: 'info', stopped: 'quiet', completed: 'done' };

/** How far the past customers have come, and the button that stops them. */
export function PastRuns({ journeyId, mayStop }: { journeyId: string; mayStop: boolean }) {
  const { t } = useTranslation();
  const inWords = useInWords();
  const found = useBulks(journeyId);
  const stop = useBulkStop(journeyId, () => notifyDone(t('past.stopped')));
  const items = found.data?.items ?? [];
  if (items.length === 0 && !found.isError) return null;
  return (
    <Section title={t('past.runs')}>
      <Failure error={found.error ?? stop.error} retry={() => void found.refetch()} />
      <Rows label={t('past.runs')} busy={found.isFetching}>
        {items.map((run) => (
          <Row key={run.id}>
            <Stack gap={0}>
              <div>
                <Tag tone={tones[run.status]}>{t(`past.status.${run.status}`)}</Tag>
              </div>
              <Text>{t('past.counts', { entered: run.entered, open: run.open, total: run.total })}</Text>
              {run.leftOut.map(({ reason, count }) => (
                <Text key={reason.code} size="sm">
                  {t('past.leftOut', { count })}. {reason.words}
                </Text>
              ))}
              <Text size="sm" c="dimmed">
                {t('past.begun', { at: inWords(run.createdAt) })}
                {run.nextAt ? `. ${t('past.next', { at: inWords(run.nextAt) })}` : null}
              </Text>
            </Stack>
            {mayStop && run.status === 'running' ? (
              <Button variant="default" loading={stop.isPending} onClick={() => stop.mutate(run.id)}>
                {t('past.stop')}
              </Button>
            ) : null}
          </Row>
        ))}
      </Rows>
    </Section>
  );
}
