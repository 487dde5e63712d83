import { Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Delivery } from '../../../api/schemas.ts';
import { Row, Rows } from '../states/rows.tsx';
import { Tag } from '../states/tag.tsx';
import { Moment } from '../time/moment.tsx';
import { deliveryTones } from './delivery-tones.ts';

/** Notices as they arrived. */
export function DeliveryRows({ deliveries, label }: { deliveries: Delivery[]; label: string }) {
  const { t } = useTranslation();
  if (deliveries.length === 0) return null;
  return (
    <Rows label={label}>
      {deliveries.map((delivery) => (
        <Row key={delivery.id}>
          <Stack gap={0}>
            <Text fw={600}>{delivery.topic ?? delivery.source}</Text>
            {delivery.status === 'processed' ? null : <Text size="sm">{delivery.words}</Text>}
            {delivery.duplicates > 0 ? (
              <Text size="sm" c="dimmed">
                {t('event.duplicates', { count: delivery.duplicates })}
              </Text>
            ) : null}
            <Text size="sm" c="dimmed">
              <Moment at={delivery.receivedAt} />, {delivery.source}
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
