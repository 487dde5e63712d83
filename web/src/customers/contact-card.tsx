import { Group, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerDetail } from '../../../api/schemas.ts';
import { Tag } from '../states/tag.tsx';
import { Moment } from '../time/moment.tsx';

/** Addresses and numbers with what each may be used for. */
export function ContactCard({ customer }: { customer: CustomerDetail }) {
  const { t } = useTranslation();
  return (
    <Paper component="section" withBorder p="lg" bg="var(--surface)" aria-label={t('customer.contact')}>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xl" verticalSpacing="lg">
        <Part title={t('customer.emails')}>
          {customer.emails.map((email) => (
            <Entry
              key={email.address}
              value={email.address}
              label={email.label}
              suppressed={email.suppressed}
              fault={email.fault}
              refused={email.refused}
            >
              {email.primary ? <Tag tone="quiet">{t('customer.primary')}</Tag> : null}
            </Entry>
          ))}
          {customer.emails.length === 0 ? <Text c="dimmed">{t('customer.noEmails')}</Text> : null}
        </Part>
        <Part title={t('customer.phones')}>
          {customer.phones.map((phone) => (
            <Entry key={phone.number} value={phone.number} label={phone.label} suppressed={phone.suppressed}>
              {phone.primary ? <Tag tone="quiet">{t('customer.primary')}</Tag> : null}
              <Tag tone={phone.smsAllowed ? 'done' : 'quiet'}>
                {t(phone.smsAllowed ? 'customer.textsAllowed' : 'customer.textsForbidden')}
              </Tag>
            </Entry>
          ))}
          {customer.phones.length === 0 ? <Text c="dimmed">{t('customer.noPhones')}</Text> : null}
          {customer.phones.length > 0 && !customer.phone ? (
            <Text size="sm" c="var(--mantine-color-brick-text)">
              {t('customer.noTexts')}
            </Text>
          ) : null}
        </Part>
        <Part title={t('customer.address')}>
          <PostalAddress address={customer.address} />
        </Part>
        <Part title={t('customer.consent')}>
          {kinds.map((kind) => (
            <Group key={kind} gap={8}>
              <Text>{t(`customer.consentOf.${kind}`)}</Text>
              <Consent said={customer.consent[kind]} />
            </Group>
          ))}
        </Part>
        <Part title={t('customer.details')}>
          <Text>
            {t('customer.source')} {customer.sourceName}
          </Text>
          <Text c="dimmed" size="sm">
            {t('customer.updated')} <Moment at={customer.updatedAt} />
          </Text>
        </Part>
      </SimpleGrid>
    </Paper>
  );
}

const kinds = ['appointments', 'invoices', 'quotes', 'reviews', 'offers'] as const;

function Consent({ said }: { said: boolean | null }) {
  const { t } = useTranslation();
  if (said === null) return <Tag tone="quiet">{t('customer.notSaid')}</Tag>;
  return <Tag tone={said ? 'done' : 'failed'}>{t(said ? 'customer.wanted' : 'customer.unwanted')}</Tag>;
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Stack gap={6}>
      <Title order={2} fz="sm" c="dimmed" fw={550}>
        {title}
      </Title>
      {children}
    </Stack>
  );
}

type EntryProps = {
  value: string;
  label: string | null;
  suppressed: string | null;
  fault?: string | null;
  /** Kinds of messages that were switched off there. */
  refused?: readonly string[];
  children: ReactNode;
};

function Entry({ value, label, suppressed, fault, refused = [], children }: EntryProps) {
  const { t } = useTranslation();
  return (
    <div>
      <Group gap={8}>
        <Text>{value}</Text>
        {label && label.toLowerCase() !== 'main' ? (
          <Text size="sm" c="dimmed">
            {label}
          </Text>
        ) : null}
        {children}
      </Group>
      {fault ? (
        <Text size="sm" c="var(--mantine-color-brick-text)">
          {fault}
        </Text>
      ) : null}
      {suppressed ? (
        <Text size="sm" c="var(--mantine-color-brick-text)">
          {t('customer.suppressed', { why: suppressed })}
        </Text>
      ) : null}
      {!suppressed && refused.length > 0 ? (
        <Text size="sm" c="var(--mantine-color-brick-text)">
          {t('consent.switchedOff', { what: refused.join(', ') })}
        </Text>
      ) : null}
    </div>
  );
}

function PostalAddress({ address }: { address: CustomerDetail['address'] }) {
  const { t } = useTranslation();
  if (!address) return <Text c="dimmed">{t('customer.noAddress')}</Text>;
  const place = [address.city, [address.province, address.postalCode].filter(Boolean).join(' ')].filter(Boolean);
  const lines = [address.street1, address.street2, place.join(', '), address.country].filter(Boolean);
  return (
    <Text component="address" fs="normal" style={{ whiteSpace: 'pre-line' }}>
      {lines.join('\n') || t('customer.noAddress')}
    </Text>
  );
}
