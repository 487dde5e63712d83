import { Anchor, Paper, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Message } from '../../../api/schemas.ts';
import { MessageReview } from '../messages/message-review.tsx';
import { useList } from '../request/list.ts';
import { Failure } from '../states/failure.tsx';
import { LoadMore } from '../states/load-more.tsx';
import { Section } from '../states/section.tsx';
import { Cards } from './cards.tsx';
import { MessageLine } from './message-line.tsx';

/** Messages of which nobody knows whether they arrived: the owner can find out, and says so. */
export function Reviews({ mayAct }: { mayAct: boolean }) {
  const { t } = useTranslation();
  const list = useList<Message>('/api/messages', { status: 'review' });
  return (
    <Section title={t('attention.review')}>
      <Text size="sm">{t('attention.reviewWhy')}</Text>
      {list.items.length === 0 ? <Failure error={list.error} retry={() => void list.refetch()} /> : null}
      <Cards label={t('attention.review')}>
        {list.items.map((message) => (
          <Paper key={message.id} component="li" withBorder p="md" bg="var(--surface)">
            <Stack gap="sm">
              <MessageLine message={message} />
              {mayAct ? <MessageReview message={message} onDecided={() => void list.refetch()} /> : null}
              {message.enrollmentId ? (
                <Anchor component={Link} to={`/people/${message.enrollmentId}`} size="sm">
                  {t('event.seePerson')}
                </Anchor>
              ) : null}
            </Stack>
          </Paper>
        ))}
      </Cards>
      <LoadMore list={list} />
    </Section>
  );
}
