import { Anchor, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Message } from '../../../api/schemas.ts';
import { MessageTag } from '../messages/message-tag.tsx';
import { Moment } from '../time/moment.tsx';

/** To whom, what, and when; why it did not arrive, where that is known. */
export function MessageLine({ message }: { message: Message }) {
  const { t } = useTranslation();
  const { customer, to, subject, text, reason, journey, kind, channel } = message;
  return (
    <div>
      <Group gap="xs" justify="space-between" align="flex-start">
        {customer ? (
          <Anchor component={Link} to={`/customers/${customer.id}`} fw={600} style={{ overflowWrap: 'anywhere' }}>
            {customer.name}
          </Anchor>
        ) : (
          <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
            {to ?? t('message.nobody')}
          </Text>
        )}
        <MessageTag message={message} />
      </Group>
      <Text size="sm" lineClamp={2} style={{ overflowWrap: 'anywhere' }}>
        {t(`message.channel.${channel}`)}: {subject ?? text ?? t('message.noText')}
      </Text>
      {reason ? <Text size="sm">{reason.words}</Text> : null}
      <Text size="sm" c="dimmed">
        <Moment at={message.sentAt ?? message.createdAt} />, {journey?.name ?? t(`message.kind.${kind}`)}
      </Text>
    </div>
  );
}
