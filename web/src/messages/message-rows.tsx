import { Group, Stack, Text } from '@mantine/core';
import { IconDeviceMobileMessage, IconMail } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../../../api/schemas.ts';
import { furnished } from '../furnished.ts';
import { Row, RowButton, Rows } from '../states/rows.tsx';
import { Moment } from '../time/moment.tsx';
import { MessageTag } from './message-tag.tsx';

const MessageDrawer = lazy(furnished(() => import('./message-drawer.tsx')));

type Props = { messages: Message[]; label: string; name: 'customer' | 'subject'; busy?: boolean };

const icons = { email: IconMail, sms: IconDeviceMobileMessage };

/** Messages, each opening its text beside the list. */
export function MessageRows({ messages, label, name, busy }: Props) {
  const { t } = useTranslation();
  const [opened, open] = useState<Message | null>(null);
  if (messages.length === 0) return null;
  return (
    <>
      <Rows label={label} busy={busy}>
        {messages.map((message) => {
          const Icon = icons[message.channel];
          const customer = message.customer?.name ?? message.to ?? t('message.nobody');
          const first = message.subject ?? message.text ?? t('message.noText');
          return (
            <Row key={message.id} columns="minmax(0, 1fr) auto">
              <Group gap="sm" wrap="nowrap" align="flex-start">
                <Icon
                  size={20}
                  stroke={1.7}
                  role="img"
                  aria-label={t(`message.channel.${message.channel}`)}
                  style={{ flex: 'none', marginTop: 2 }}
                />
                <Stack gap={0} style={{ minWidth: 0 }}>
                  <RowButton label={t('message.open', { customer })} onClick={() => open(message)}>
                    {name === 'customer' ? customer : first}
                  </RowButton>
                  {name === 'customer' ? (
                    <Text size="sm" lineClamp={1}>
                      {first}
                    </Text>
                  ) : null}
                  {message.reason ? <Text size="sm">{message.reason.words}</Text> : null}
                  <Text size="sm" c="dimmed">
                    <Moment at={message.sentAt ?? message.createdAt} />,{' '}
                    {message.journey?.name ?? t(`message.kind.${message.kind}`)}
                  </Text>
                </Stack>
              </Group>
              <div>
                <MessageTag message={message} />
              </div>
            </Row>
          );
        })}
      </Rows>
      <Suspense>{opened ? <MessageDrawer message={opened} onClose={() => open(null)} /> : null}</Suspense>
    </>
  );
}
