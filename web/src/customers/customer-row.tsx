import { Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Customer } from '../../../api/schemas.ts';
import { Row, RowLink } from '../states/rows.tsx';
import { CustomerTags } from './customer-tags.tsx';

export function CustomerRow({ customer }: { customer: Customer }) {
  const { t } = useTranslation();
  return (
    <Row columns="minmax(0, 5fr) minmax(0, 5fr) minmax(0, 3fr) minmax(0, 4fr)">
      <Stack gap={0}>
        <RowLink to={`/customers/${customer.id}`}>{customer.name}</RowLink>
        {customer.companyName && customer.companyName !== customer.name ? (
          <Text size="sm" c="dimmed">
            {customer.companyName}
          </Text>
        ) : null}
      </Stack>
      <Text size="sm" c={customer.email ? undefined : 'dimmed'} style={{ overflowWrap: 'anywhere' }}>
        {customer.email ?? t('customer.noEmail')}
      </Text>
      <Text size="sm" c={customer.phone ? undefined : 'dimmed'}>
        {customer.phone ?? t('customer.noPhone')}
      </Text>
      <CustomerTags customer={customer} />
    </Row>
  );
}
