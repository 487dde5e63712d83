import { Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Delivery } from '../../../api/schemas.ts';
import { deliveryTones } from '../events/delivery-tones.ts';
import { Row, Rows } from '../states/rows.tsx';
import { Tag } from '../states/tag.tsx';
import { Moment } from '../time/moment.tsx';

/** One notice a line, with what was found because of it. */
export function WebhookRows({ deliveries }: { deliveries: Delivery[] }) {
  const { t } = useTranslation();
  if (deliveries.length === 0) return null;
  return (
    <Rows label={t('webhooks.results')}>
      {deliveries.map((delivery) => (
        <Row key={delivery.id} columns="minmax(0, 1fr) auto">
          <Stack gap={2}>
            <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
              {delivery.topic ?? delivery.sourceName}
            </Text>
            <Came delivery={delivery} />
            {delivery.duplicates > 0 ? (
              <Text size="sm" c="dimmed">
                {t('webhooks.arrivedAgain', { count: delivery.duplicates })}
              </Text>
            ) : null}
            <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
              <Moment at={delivery.receivedAt} />, {delivery.sourceName}
              {delivery.entity ? `, ${t('webhooks.about', delivery.entity)}` : ''}
            </Text>
          </Stack>
          <div>
            <Tag tone={deliveryTones[delivery.status]}>{t(`event.deliveryStatus.${delivery.status}`)}</Tag>
          </div>
        </Row>
      ))}
    </Rows>
  );
}

function Came({ delivery: { status, words, came, entity } }: { delivery: Delivery }) {
  const { t } = useTranslation();
  if (status !== 'processed') return <Text size="sm">{words}</Text>;
  if (came.length > 0) return <Text size="sm">{came.map(({ label }) => label).join(', ')}</Text>;
  return entity ? <Text size="sm">{t('webhooks.nothingNew')}</Text> : null;
}
