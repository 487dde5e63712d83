import { Alert, Anchor, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { Why } from '../../../api/schemas.ts';
import { useWhy } from '../request/why.ts';
import { Page } from '../shell/page.tsx';
import { Failure } from '../states/failure.tsx';
import { Row, Rows } from '../states/rows.tsx';
import { Section } from '../states/section.tsx';
import { UpLink } from '../states/up-link.tsx';
import { Waiting } from '../states/waiting.tsx';
import { Moment } from '../time/moment.tsx';
import { DecisionReason } from './decision-reason.tsx';
import { WayList } from './way-list.tsx';

/** One page that answers why a customer did or did not get something. */
export default function WhyPage() {
  const { t } = useTranslation();
  const customerId = useParams().customerId ?? '';
  const found = useWhy(customerId);
  const above = <UpLink to={`/customers/${customerId}`}>{t('why.back')}</UpLink>;
  if (!found.data)
    return (
      <Page title={t('why.open')} above={above}>
        {found.isError ? (
          <Failure error={found.error} retry={() => void found.refetch()} />
        ) : (
          <Waiting rows={4} height={90} />
        )}
      </Page>
    );
  const { customer, entries, silent, more } = found.data;
  return (
    <Page title={t('why.title', { name: customer.name })} lead={t('why.lead')} above={above}>
      <Section title={t('why.entries')}>
        {entries.length === 0 ? <Text c="dimmed">{t('why.none')}</Text> : null}
        {entries.length > 0 ? (
          <Rows label={t('why.entries')}>
            {entries.map((entry) => (
              <Entry key={entry.id} entry={entry} />
            ))}
          </Rows>
        ) : null}
        {more ? <Alert color="amber">{t('why.more')}</Alert> : null}
      </Section>
      {silent.length > 0 ? (
        <Section title={t('why.silent')}>
          <Rows label={t('why.silent')}>
            {silent.map(({ journey, words }) => (
              <Row key={journey.id} columns="minmax(0, 4fr) minmax(0, 6fr)">
                <Anchor component={Link} to={`/journeys/${journey.id}`} fw={600}>
                  {journey.name}
                </Anchor>
                <Text size="sm">{words}</Text>
              </Row>
            ))}
          </Rows>
        </Section>
      ) : null}
    </Page>
  );
}

function Entry({ entry: { title, where, at, decisions } }: { entry: Why['entries'][number] }) {
  const { t } = useTranslation();
  return (
    <Row columns="minmax(0, 4fr) minmax(0, 6fr)">
      <Stack gap={0} style={{ alignSelf: 'start' }}>
        <Text fw={600}>{title}</Text>
        {where ? <Text size="sm">{where}</Text> : null}
        <Text size="sm" c="dimmed">
          <Moment at={at} />
        </Text>
      </Stack>
      <Stack gap="md">
        {decisions.length === 0 ? (
          <Text size="sm" c="dimmed">
            {t('why.noJourney')}
          </Text>
        ) : null}
        {decisions.map((decision) => (
          <Stack key={decision.id} gap="xs">
            <DecisionReason decision={decision} />
            {decision.way ? <WayList way={decision.way} /> : null}
          </Stack>
        ))}
      </Stack>
    </Row>
  );
}
