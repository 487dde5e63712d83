import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Message } from '../../../api/schemas.ts';
import { MessageRows } from '../messages/message-rows.tsx';
import { useList } from '../request/list.ts';
import { LoadMore } from '../states/load-more.tsx';
import { Section } from '../states/section.tsx';

/** Not known yet: the sending service is asked by itself, and nothing is to be done. */
export function BeingAsked() {
  const { t } = useTranslation();
  const list = useList<Message>('/api/messages', { status: 'unknown' });
  return (
    <Section title={t('attention.unknown')}>
      <Text size="sm">{t('attention.unknownWhy')}</Text>
      <MessageRows messages={list.items} name="customer" label={t('attention.unknown')} />
      <LoadMore list={list} />
    </Section>
  );
}
