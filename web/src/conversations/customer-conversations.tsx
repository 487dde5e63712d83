import { useTranslation } from 'react-i18next';
import type { Conversation } from '../../../api/schemas.ts';
import { useList } from '../request/list.ts';
import { Section } from '../states/section.tsx';
import { ConversationRows } from './conversation-rows.tsx';

/** What a customer wrote, where they wrote at all. */
export function CustomerConversations({ customerId }: { customerId: string }) {
  const { t } = useTranslation();
  const list = useList<Conversation>('/api/conversations', { customerId });
  if (list.items.length === 0) return null;
  return (
    <Section title={t('conversation.title')}>
      <ConversationRows conversations={list.items} busy={list.isPlaceholderData} />
    </Section>
  );
}
