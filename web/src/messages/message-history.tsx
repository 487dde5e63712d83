import { List, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { MessageStatus } from '../../../api/schemas.ts';
import { useMessage } from '../request/messages.ts';
import { Moment } from '../time/moment.tsx';
import { messageTone } from './message-tone.ts';

/** What became of a message, line by line, and who said so. */
export function MessageHistory({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data } = useMessage(id);
  if (!data || data.history.length === 0) return null;
  return (
    <Stack gap={4}>
      <Text component="h3" size="sm" fw={600}>
        {t('review.history')}
      </Text>
      <List size="sm" spacing={2}>
        {data.history.map(({ id: line, at, status, source }) => (
          <List.Item key={line}>
            {isStatus(status) ? t(`message.status.${status}`) : status} · {t(`review.source.${source}`)} ·{' '}
            <Moment at={at} />
          </List.Item>
        ))}
      </List>
    </Stack>
  );
}

/** A vendor's word that moves nothing (an opened email) is none of ours. */
const isStatus = (word: string): word is MessageStatus => Object.hasOwn(messageTone, word);
