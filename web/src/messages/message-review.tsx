import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Message, MessageReview as Review } from '../../../api/schemas.ts';
import { notifyDone } from '../overlays/notify.ts';
import { useMay } from '../request/me.ts';
import { reviewMessage, useMessage } from '../request/messages.ts';
import { problemNotice } from '../states/problem-notice.ts';
import { Moment } from '../time/moment.tsx';

const outcomes = ['arrived', 'not_sent', 'send_again'] as const;

/** Nobody knows whether it arrived: what is known, and what somebody of the business can say. */
export function MessageReview({ message, onDecided }: { message: Message; onDecided: () => void }) {
  const { t } = useTranslation();
  const may = useMay('member');
  const client = useQueryClient();
  const { data: detail } = useMessage(message.id);
  const deciding = useMutation({
    mutationFn: (outcome: Review['outcome']) => reviewMessage(message.id, { outcome }),
    onSuccess: (_, outcome) => {
      notifyDone(t(`review.done.${outcome}`));
      onDecided();
    },
    onError: (error) => problemNotice(error, t),
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: ['list'] });
      await client.invalidateQueries({ queryKey: ['message', message.id] });
    },
  });
  return (
    <Alert color="amber" title={t('review.title')}>
      <Stack gap="sm">
        <Text size="sm">{t('review.why', { to: message.to ?? '' })}</Text>
        {detail?.askedAt ? (
          <Text size="sm">
            {t('review.askedAt')} <Moment at={detail.askedAt} />
          </Text>
        ) : null}
        <Group gap="xs" display={may ? undefined : 'none'}>
          {outcomes.map((outcome) => (
            <Button
              key={outcome}
              variant="default"
              size="sm"
              disabled={deciding.isPending}
              loading={deciding.isPending && deciding.variables === outcome}
              onClick={() => deciding.mutate(outcome)}
            >
              {t(`review.say.${outcome}`)}
            </Button>
          ))}
        </Group>
        <Text size="sm">{t('review.againMeans')}</Text>
      </Stack>
    </Alert>
  );
}
