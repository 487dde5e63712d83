import { Anchor, Drawer, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Message } from '../../../api/schemas.ts';
import { Moment } from '../time/moment.tsx';
import { MessageBody } from './message-body.tsx';
import { MessageHistory } from './message-history.tsx';
import { MessageReview } from './message-review.tsx';
import { MessageTag } from './message-tag.tsx';

/** One message as it was made, beside the list it was opened from. */
export default function MessageDrawer({ message, onClose }: { message: Message; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="lg"
      title={message.subject ?? t(`message.channel.${message.channel}`)}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Opened message={message} onClose={onClose} />
    </Drawer>
  );
}

function Opened({ message, onClose }: { message: Message; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Stack gap="md">
      <Group gap="xs">
        <MessageTag message={message} />
      </Group>
      {message.reason ? <Text>{message.reason.words}</Text> : null}
      {message.status === 'review' ? <MessageReview message={message} onDecided={onClose} /> : null}
      {message.status === 'unknown' ? <Text>{t('message.unknownWhy')}</Text> : null}
      <Stack component="dl" gap={4} m={0}>
        {message.customer ? (
          <Fact name={t('message.customer')}>
            <Anchor component={Link} to={`/customers/${message.customer.id}`}>
              {message.customer.name}
            </Anchor>
          </Fact>
        ) : null}
        <Fact name={t('message.to')}>{message.to ?? t('message.noAddress')}</Fact>
        {message.from ? <Fact name={t('message.from')}>{message.from}</Fact> : null}
        <Fact name={t('message.journey')}>
          {message.journey ? (
            <Anchor component={Link} to={`/people/${message.enrollmentId}`}>
              {message.journey.name}
            </Anchor>
          ) : (
            t(`message.kind.${message.kind}`)
          )}
        </Fact>
        {message.segments ? (
          <Fact name={t('message.billed')}>{t('message.texts', { count: message.segments })}</Fact>
        ) : null}
        {message.vendorId ? <Fact name={t('message.vendorId')}>{message.vendorId}</Fact> : null}
        {message.sentAt ? (
          <Fact name={t('message.sentAt')}>
            <Moment at={message.sentAt} />
          </Fact>
        ) : null}
        {message.notBefore && !message.sentAt ? (
          <Fact name={t('message.movedTo')}>
            <Moment at={message.notBefore} />
          </Fact>
        ) : null}
      </Stack>
      <MessageBody message={message} />
      <MessageHistory id={message.id} />
    </Stack>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <Group gap="sm" wrap="nowrap" align="baseline">
      <Text component="dt" size="sm" c="dimmed" w={88} style={{ flex: 'none' }}>
        {name}
      </Text>
      <Text component="dd" m={0} style={{ minWidth: 0 }}>
        {children}
      </Text>
    </Group>
  );
}
