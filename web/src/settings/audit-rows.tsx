import { Anchor, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AuditEntry } from '../../../api/schemas.ts';
import { Row, Rows } from '../states/rows.tsx';
import { Tag } from '../states/tag.tsx';
import { Moment } from '../time/moment.tsx';

const places = { journey: 'journeys', customer: 'customers', person: 'people' } as const;

/** One line each: who, what, about what, when. */
export function AuditRows({ entries }: { entries: AuditEntry[] }) {
  const { t } = useTranslation();
  if (entries.length === 0) return null;
  return (
    <Rows label={t('auditLog.results')}>
      {entries.map((entry) => (
        <Row key={entry.id} columns="minmax(0, 1fr) auto">
          <Stack gap={2}>
            <Text>
              <Text component="span" fw={600}>
                {entry.actor.name}
              </Text>{' '}
              {entry.words}
              {entry.times > 1 ? ` (${t('auditLog.times', { count: entry.times })})` : ''}
            </Text>
            <Group gap="sm">
              {entry.about.map((thing) =>
                thing.kind === 'other' ? null : (
                  <Anchor key={thing.id} component={Link} to={`/${places[thing.kind]}/${thing.id}`} size="sm">
                    {thing.name}
                  </Anchor>
                ),
              )}
              {entry.actor.kind === 'person' ? null : (
                <Tag tone="info">{t(entry.actor.kind === 'api_key' ? 'auditLog.program' : 'auditLog.elsewhere')}</Tag>
              )}
              {entry.outcome === 'failed' ? <Tag tone="failed">{t('auditLog.failed')}</Tag> : null}
            </Group>
          </Stack>
          <Text size="sm" c="dimmed">
            <Moment at={entry.at} />
          </Text>
        </Row>
      ))}
    </Rows>
  );
}
