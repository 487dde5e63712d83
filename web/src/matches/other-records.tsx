import { Anchor, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { PersonRecord } from '../../../api/schemas.ts';
import { Row, RowLink, Rows } from '../states/rows.tsx';
import { Section } from '../states/section.tsx';

/** The records of the same person in other systems; nothing when there are none. */
export function OtherRecords({ records }: { records: readonly PersonRecord[] }) {
  const { t } = useTranslation();
  if (records.length === 0) return null;
  return (
    <Section title={t('match.others')}>
      <Rows label={t('match.others')}>
        {records.map((record) => (
          <Row key={record.id} columns="minmax(0, 2fr) minmax(0, 3fr) minmax(0, 2fr)">
            <RowLink to={`/customers/${record.id}`}>{record.name}</RowLink>
            <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
              {[record.email, record.phone].filter(Boolean).join(', ')}
            </Text>
            <Text size="sm" c="dimmed">
              {record.sourceName}
            </Text>
          </Row>
        ))}
      </Rows>
      <Group gap="xs">
        <Text size="sm" c="dimmed">
          {t('match.othersWhy')}
        </Text>
        <Anchor component={Link} to="/customers/matches?show=linked" size="sm">
          {t('match.othersChange')}
        </Anchor>
      </Group>
    </Section>
  );
}
