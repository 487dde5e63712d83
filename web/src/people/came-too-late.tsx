import { Anchor, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AskedDecision } from '../../../api/schemas.ts';
import { useList } from '../request/list.ts';
import { LoadMore } from '../states/load-more.tsx';
import { Row, Rows } from '../states/rows.tsx';
import { Section } from '../states/section.tsx';
import { useInWords } from '../time/moment.tsx';
import { DecisionReason } from './decision-reason.tsx';

/** What was heard of too late, where the journey leaves it to the owner whether it still starts. */
export function CameTooLate() {
  const { t } = useTranslation();
  const inWords = useInWords();
  const list = useList<AskedDecision>('/api/decisions', { outcome: 'asked', limit: '10' });
  if (list.items.length === 0) return null;
  return (
    <Section title={t('why.tooLate')}>
      <Rows label={t('why.tooLate')} busy={list.isPlaceholderData}>
        {list.items.map((decision) => (
          <Row key={decision.id} columns="minmax(0, 4fr) minmax(0, 6fr)">
            <Stack gap={0} style={{ alignSelf: 'start' }}>
              {decision.customer ? (
                <Anchor component={Link} to={`/customers/${decision.customer.id}`} fw={600}>
                  {decision.customer.name}
                </Anchor>
              ) : null}
              <Text size="sm">
                {decision.event.label}, {decision.event.providerName}
              </Text>
              <Text size="sm" c="dimmed">
                {inWords(decision.event.occurredAt)}
              </Text>
            </Stack>
            <DecisionReason decision={decision} />
          </Row>
        ))}
      </Rows>
      <LoadMore list={list} />
    </Section>
  );
}
