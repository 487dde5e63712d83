import { Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Customer } from '../../../api/schemas.ts';
import { Tag } from '../states/tag.tsx';

/** Where a customer comes from, and what is special about them. */
export function CustomerTags({ customer }: { customer: Customer }) {
  const { t } = useTranslation();
  return (
    <Group gap={6}>
      <Tag tone="quiet">{customer.sourceName}</Tag>
      {customer.linkedTo.map((name) => (
        <Tag key={name} tone="info">
          {t('customer.linkedTo', { name })}
        </Tag>
      ))}
      {customer.isLead ? <Tag tone="info">{t('customer.lead_')}</Tag> : null}
      {customer.isArchived ? <Tag tone="quiet">{t('customer.archived')}</Tag> : null}
      {customer.isSample ? <Tag tone="quiet">{t('customer.sample')}</Tag> : null}
      {customer.mutedAt ? <Tag tone="waiting">{t('customer.muted')}</Tag> : null}
      {customer.deletedAt ? <Tag tone="failed">{t('customer.deleted')}</Tag> : null}
    </Group>
  );
}
