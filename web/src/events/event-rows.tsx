import { Anchor, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Event } from '../../../api/schemas.ts';
import { DecisionReason } from '../people/decision-reason.tsx';
import { Row, Rows } from '../states/rows.tsx';
import { Tag } from '../states/tag.tsx';
import { Moment } from '../time/moment.tsx';

/** What happened at the provider, each with every decision that it led to and why. */
export function EventRows({ events, label, busy }: { events: Event[]; label: string; busy?: boolean }) {
  const { t } = useTranslation();
  if (events.length === 0) return null;
  return (
    <Rows label={label} busy={busy}>
      {events.map((event) => (
        <Row key={event.id} columns="minmax(0, 4fr) minmax(0, 6fr)">
          <Stack gap={0} style={{ alignSelf: 'start' }}>
            <Text fw={600}>{event.label}</Text>
            {event.customer ? (
              <Anchor component={Link} to={`/customers/${event.customer.id}`} size="sm">
                {event.customer.name}
              </Anchor>
            ) : (
              <Text size="sm" c="dimmed">
                {t('event.noCustomer')}
              </Text>
            )}
            <Text size="sm" c="dimmed">
              <Moment at={event.occurredAt} />, {event.providerName}
            </Text>
            {event.origin === 'history' ? (
              <div>
                <Tag tone="quiet">{t('event.history')}</Tag>
              </div>
            ) : null}
          </Stack>
          <Stack gap="xs">
            {event.decisions.map((decision) => (
              <DecisionReason key={decision.id} decision={decision} />
            ))}
            {event.decisions.length === 0 ? (
              <Text size="sm" c="dimmed">
                {t(event.decidedAt ? 'event.noJourney' : 'event.deciding')}
              </Text>
            ) : null}
          </Stack>
        </Row>
      ))}
    </Rows>
  );
}
