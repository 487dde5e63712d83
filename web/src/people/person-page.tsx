import { Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { Message, Timeline } from '../../../api/schemas.ts';
import { request } from '../request/request.ts';
import { Page } from '../shell/page.tsx';
import { Failure } from '../states/failure.tsx';
import { Section } from '../states/section.tsx';
import { Tag } from '../states/tag.tsx';
import { UpLink } from '../states/up-link.tsx';
import { Waiting } from '../states/waiting.tsx';
import { useInWords } from '../time/moment.tsx';
import { NextCard } from './next-card.tsx';
import { stateOf } from './person-tone.ts';
import { TimelineList } from './timeline-list.tsx';

const MessageDrawer = lazy(() => import('../messages/message-drawer.tsx'));

/** One customer's way through one journey: what happened, why, and what comes next. */
export default function PersonPage() {
  const { t } = useTranslation();
  const enrollmentId = useParams().enrollmentId ?? '';
  const inWords = useInWords();
  const [opened, open] = useState<Message | null>(null);
  const found = useQuery({
    queryKey: ['enrollment', enrollmentId],
    queryFn: ({ signal }) => request<Timeline>(`/api/enrollments/${enrollmentId}`, { signal }),
  });
  if (!found.data)
    return (
      <Page title={t('person.timeline')}>
        {found.isError ? <Failure error={found.error} retry={() => void found.refetch()} /> : <Waiting rows={5} />}
      </Page>
    );
  const { enrollment, event, version } = found.data;
  const { customer, journey } = enrollment;
  const { state, tone } = stateOf(enrollment);
  return (
    <Page
      width="reading"
      title={t('person.title', { customer: customer.name, journey: journey.name })}
      above={<UpLink to={`/journeys/${journey.id}`}>{t('person.back', { journey: journey.name })}</UpLink>}
      beside={<Tag tone={tone}>{t(`person.status.${state}`)}</Tag>}
      lead={
        <Group component="span" gap="xs" display="inline-flex">
          <Link to={`/customers/${customer.id}`} style={{ color: 'var(--mantine-color-anchor)' }}>
            {customer.name}
          </Link>
          {event ? (
            <span>{t('person.startedBy', { event: `${event.label}, ${inWords(event.occurredAt)}` })}</span>
          ) : null}
          <span>{t('person.version', { version })}</span>
        </Group>
      }
    >
      <div aria-live="polite">
        <NextCard timeline={found.data} />
      </div>
      <Section title={t('person.timeline')}>
        <TimelineList timeline={found.data} onOpen={open} />
        {found.data.steps.length === 0 ? (
          <Text c="dimmed">{t('person.enteredAt', { at: inWords(enrollment.enrolledAt) })}</Text>
        ) : null}
      </Section>
      <Suspense>{opened ? <MessageDrawer message={opened} onClose={() => open(null)} /> : null}</Suspense>
    </Page>
  );
}
