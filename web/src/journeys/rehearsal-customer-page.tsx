import { List, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';
import type { RehearsedPath } from '../../../api/schemas.ts';
import { useCustomerRehearsal } from '../request/rehearsals.ts';
import { Page } from '../shell/page.tsx';
import { Empty } from '../states/empty.tsx';
import { Failure } from '../states/failure.tsx';
import { Section } from '../states/section.tsx';
import { UpLink } from '../states/up-link.tsx';
import { Waiting } from '../states/waiting.tsx';
import { Moment, useInWords } from '../time/moment.tsx';
import { Assumptions } from './rehearsal-assumptions.tsx';
import { Outcome } from './rehearsal-list.tsx';
import { WrittenMessage } from './rehearsal-message.tsx';

/** One customer: the dated schedule if it started now, or why not; and what would have been. */
export default function RehearsalCustomerPage() {
  const { t } = useTranslation();
  const { journeyId = '', customerId = '' } = useParams();
  const [search] = useSearchParams();
  const found = useCustomerRehearsal(journeyId, customerId, { days: Number(search.get('days') ?? 90) });
  const above = <UpLink to={`/journeys/${journeyId}/rehearsal?${search}`}>{t('rehearsal.open')}</UpLink>;
  if (!found.data)
    return (
      <Page title={t('rehearsal.open')} above={above}>
        {found.isError ? <Failure error={found.error} retry={() => void found.refetch()} /> : <Waiting rows={4} />}
      </Page>
    );
  const { customer, now, basis, past, assumptions } = found.data;
  return (
    <Page
      width="reading"
      title={t('rehearsal.customerTitle', { name: customer.name })}
      lead={t('rehearsal.customerLead')}
      above={above}
    >
      <Section title={t('rehearsal.now')}>
        <Text c="dimmed">{t(basis === 'samples' ? 'rehearsal.samples' : 'rehearsal.lastEvent')}</Text>
        <Path one={now} />
      </Section>
      <Section title={t('rehearsal.past')}>
        {past.length === 0 ? <Empty why={t('rehearsal.pastNone')} /> : null}
        {past.map((one) => (
          <Stack key={one.eventId} gap="xs">
            <Title order={3} size="h5">
              <Moment at={one.at} />
            </Title>
            <Path one={one} />
          </Stack>
        ))}
      </Section>
      <Assumptions list={assumptions} />
    </Page>
  );
}

function Path({ one }: { one: RehearsedPath }) {
  const { t } = useTranslation();
  const inWords = useInWords();
  return (
    <Stack gap="sm">
      {one.messages.map((message) => (
        <WrittenMessage key={message.stepId} message={message} />
      ))}
      <Outcome one={{ ...one, messages: [] }} />
      {one.lines.length > 0 ? (
        <details>
          <summary>{t('rehearsal.way')}</summary>
          <List size="sm">
            {one.lines.map(({ at, title, reason }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name and never change their order
              <List.Item key={index}>
                {inWords(at)}: {title}
                {reason ? ` (${reason.words})` : ''}
              </List.Item>
            ))}
          </List>
        </details>
      ) : null}
    </Stack>
  );
}
