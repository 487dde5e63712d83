import { Anchor, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { BulkRehearsal } from '../../../api/schemas.ts';
import { Row, Rows } from '../states/rows.tsx';

/** Who would enter, who would not and why, and how long it takes. */
export function PastRehearsal({ rehearsal }: { rehearsal: BulkRehearsal }) {
  const { t } = useTranslation();
  const { total, examined, enter, days, leftOut, unread, unreadCount, examples } = rehearsal;
  return (
    <Stack gap="sm">
      <Text fw={600}>{total === 0 ? t('past.nobody') : t('past.would', { total, examined, enter })}</Text>
      {days ? <Text size="sm">{t('past.days', { count: days })}</Text> : null}
      {leftOut.map(({ reason, count }) => (
        <Text key={reason.code} size="sm">
          {t('past.leftOut', { count })}. {reason.words}
        </Text>
      ))}
      {unreadCount > 0 ? (
        <div>
          <Text size="sm">{t('past.unread', { count: unreadCount })}</Text>
          {unread.map(({ line, reason }) => (
            <Text key={line} size="sm" c="dimmed">
              {t('past.line', { line, why: reason.words })}
            </Text>
          ))}
        </div>
      ) : null}
      {examples.length > 0 ? (
        <Rows label={t('past.examples')}>
          {examples.map(({ customer, reason }) => (
            <Row key={customer.id} columns="minmax(0, 4fr) minmax(0, 6fr)">
              <Anchor component={Link} to={`/customers/${customer.id}`} size="sm">
                {customer.name}
              </Anchor>
              <Text size="sm">{reason.words}</Text>
            </Row>
          ))}
        </Rows>
      ) : null}
    </Stack>
  );
}
