import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Enrollment } from '../../../api/schemas.ts';
import { ask } from '../overlays/ask.ts';
import { notifyDone } from '../overlays/notify.ts';
import { EnterByHand } from '../people/enter-by-hand.tsx';
import { stateOf } from '../people/person-tone.ts';
import { useList } from '../request/list.ts';
import { stopEnrollment } from '../request/people.ts';
import { Failure } from '../states/failure.tsx';
import { LoadMore } from '../states/load-more.tsx';
import { Row, RowLink, Rows } from '../states/rows.tsx';
import { Section } from '../states/section.tsx';
import { Tag } from '../states/tag.tsx';
import { Waiting } from '../states/waiting.tsx';
import { useInWords } from '../time/moment.tsx';

/** The journeys that a customer is in, what comes next in each, and the way out; another can be started by hand. */
export function CurrentJourneys({
  customerId,
  mayChange,
  mayEnter,
}: {
  customerId: string;
  mayChange: boolean;
  mayEnter: boolean;
}) {
  const { t } = useTranslation();
  const list = useList<Enrollment>('/api/enrollments', { customerId });
  const current = list.items.filter(({ finishedAt }) => finishedAt === null);
  return (
    <Section title={t('customer.inJourneys')}>
      {list.isPending ? <Waiting rows={1} /> : null}
      <Failure error={list.error} retry={() => void list.refetch()} />
      {list.isSuccess && current.length === 0 ? <Text c="dimmed">{t('customer.notInJourneys')}</Text> : null}
      {current.length > 0 ? (
        <Rows label={t('customer.inJourneys')}>
          {current.map((each) => (
            <Current key={each.id} enrollment={each} mayEnd={mayChange} />
          ))}
        </Rows>
      ) : null}
      <LoadMore list={list} />
      {mayEnter ? <EnterByHand customerId={customerId} /> : null}
    </Section>
  );
}

function Current({ enrollment, mayEnd }: { enrollment: Enrollment; mayEnd: boolean }) {
  const { t } = useTranslation();
  const inWords = useInWords();
  const client = useQueryClient();
  const { state, tone } = stateOf(enrollment);
  const ending = useMutation({
    mutationFn: () => stopEnrollment(enrollment.id),
    onSuccess: () => notifyDone(t('person.stopped')),
    onSettled: () => client.invalidateQueries({ queryKey: ['list'] }),
  });
  const askFirst = async () => {
    const sure = await ask({
      title: t('person.stopTitle', { customer: enrollment.customer.name }),
      children: <Text>{t('person.stopWhy')}</Text>,
      confirm: t('person.stopConfirm'),
      cancel: t('person.stopKeep'),
      color: 'brick',
      closeLabel: t('close'),
    });
    if (sure) ending.mutate();
  };
  const next = enrollment.hold?.words ?? (enrollment.due ? t('person.dueAt', { at: inWords(enrollment.due) }) : null);
  return (
    <Row>
      <Stack gap={0}>
        <RowLink to={`/people/${enrollment.id}`}>{enrollment.journey.name}</RowLink>
        {next ? <Text size="sm">{next}</Text> : null}
        <Failure error={ending.error} />
      </Stack>
      <Group gap="sm" pos="relative">
        <Tag tone={tone}>{t(`person.status.${state}`)}</Tag>
        {mayEnd ? (
          <Button
            size="xs"
            variant="default"
            aria-label={t('customer.endJourney', { journey: enrollment.journey.name })}
            loading={ending.isPending}
            onClick={() => void askFirst()}
          >
            {t('customer.end')}
          </Button>
        ) : null}
      </Group>
    </Row>
  );
}
