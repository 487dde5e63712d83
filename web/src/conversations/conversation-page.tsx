import { Anchor, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { ConversationDetail } from '../../../api/schemas.ts';
import { markRead, useConversation } from '../request/conversations.ts';
import { useMe } from '../request/me.ts';
import { Page } from '../shell/page.tsx';
import { Failure } from '../states/failure.tsx';
import { UpLink } from '../states/up-link.tsx';
import { Waiting } from '../states/waiting.tsx';
import { AnswerForm } from './answer-form.tsx';
import { MeaningQuestion } from './meaning-question.tsx';
import { Refused } from './refused.tsx';
import { Thread } from './thread.tsx';

/** One conversation: everything that was written, and a place to answer. */
export default function ConversationPage() {
  const { t } = useTranslation();
  const found = useConversation(useParams().conversationId ?? '');
  const mayWrite = useMe().data?.role !== 'viewer';
  const above = <UpLink to="/conversations">{t('conversation.back')}</UpLink>;
  const conversation = found.data;
  useReading(conversation, mayWrite);
  if (!conversation)
    return (
      <Page title={t('conversation.one')} above={above} width="reading">
        {found.isError ? (
          <Failure error={found.error} retry={() => void found.refetch()} />
        ) : (
          <Waiting rows={4} height={68} />
        )}
      </Page>
    );
  const { customer, address } = conversation;
  return (
    <Page
      title={customer?.name ?? address}
      lead={
        customer ? (
          <>
            {address} ·{' '}
            <Anchor component={Link} to={`/customers/${customer.id}`}>
              {t('conversation.customer')}
            </Anchor>
          </>
        ) : (
          t('conversation.unknown')
        )
      }
      above={above}
      width="reading"
    >
      <Thread conversation={conversation} />
      {conversation.question && mayWrite ? <MeaningQuestion id={conversation.question} /> : null}
      {conversation.refused ? (
        <Refused reason={conversation.refused} readAs={mayWrite ? conversation.readAs : null} />
      ) : null}
      {mayWrite ? null : <Text c="dimmed">{t('conversation.viewer')}</Text>}
      {mayWrite && !conversation.refused ? <AnswerForm key={conversation.id} id={conversation.id} /> : null}
    </Page>
  );
}

/** What is open before somebody's eyes is read. */
function useReading(conversation: ConversationDetail | undefined, mayWrite: boolean) {
  const client = useQueryClient();
  const id = conversation?.unread && mayWrite ? conversation.id : null;
  const lastAt = conversation?.lastAt;
  useEffect(() => {
    if (!id || !lastAt || document.visibilityState === 'hidden') return;
    markRead(id)
      .then(() => client.invalidateQueries({ queryKey: ['list', '/api/conversations'] }))
      .catch(() => undefined);
  }, [id, lastAt, client]);
}
