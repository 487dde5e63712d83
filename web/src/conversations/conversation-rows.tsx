import { Group, Stack, Text } from '@mantine/core';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '../../../api/schemas.ts';
import { Row, RowLink, Rows } from '../states/rows.tsx';
import { Tag } from '../states/tag.tsx';
import { Moment } from '../time/moment.tsx';

/** Conversations by who wrote, with the last line of each. */
export function ConversationRows({ conversations, busy }: { conversations: Conversation[]; busy: boolean }) {
  const { t } = useTranslation();
  if (conversations.length === 0) return null;
  return (
    <Rows label={t('conversation.results')} busy={busy}>
      {conversations.map((row) => (
        <Row key={row.id} columns="minmax(0, 1fr) auto">
          <Stack gap={0} style={{ minWidth: 0 }}>
            <RowLink to={`/conversations/${row.id}`}>{row.customer?.name ?? row.address}</RowLink>
            <Text size="sm" lineClamp={1} fw={row.unread ? 600 : undefined}>
              {lastOf(row, t)}
            </Text>
            <Text size="sm" c="dimmed">
              <Moment at={row.lastAt} />
            </Text>
          </Stack>
          <Group gap="xs">
            {row.question ? <Tag tone="waiting">{t('conversation.undecided')}</Tag> : null}
            {row.unread ? <Tag tone="info">{t('conversation.unread')}</Tag> : null}
          </Group>
        </Row>
      ))}
    </Rows>
  );
}

function lastOf({ last }: Conversation, t: TFunction): string {
  if (!last) return '';
  const text = last.text || (last.media > 0 ? t('conversation.media', { count: last.media }) : t('conversation.empty'));
  return last.direction === 'out' ? t('conversation.you', { text }) : text;
}
