import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Message } from '../../../api/schemas.ts';
import { notifyDone } from '../overlays/notify.ts';
import { failuresPath, useSeen } from '../request/attention.ts';
import { useList } from '../request/list.ts';
import { Failure } from '../states/failure.tsx';
import { LoadMore } from '../states/load-more.tsx';
import { Section } from '../states/section.tsx';
import { Cards } from './cards.tsx';
import { MessageLine } from './message-line.tsx';

/** Messages that did not arrive: the address may want mending, else somebody has to know. */
export function Failures({ mayAct, count }: { mayAct: boolean; count: number }) {
  const { t } = useTranslation();
  const list = useList<Message>(failuresPath);
  const seeing = useSeen();
  const see = (messageIds: string[] | null) =>
    seeing.mutate(messageIds, {
      onSuccess: () => notifyDone(t('attention.seenDone', { count: messageIds?.length ?? count })),
    });
  return (
    <Section title={t('attention.failed')}>
      <Text size="sm">{t('attention.failedWhy')}</Text>
      <Failure error={seeing.error ?? (list.items.length === 0 ? list.error : null)} />
      {mayAct && count > 1 ? (
        <Group>
          <Button size="xs" variant="default" loading={seeing.isPending} onClick={() => see(null)}>
            {t('attention.seeAll', { count })}
          </Button>
        </Group>
      ) : null}
      <Cards label={t('attention.failed')}>
        {list.items.map((message) => (
          <Paper key={message.id} component="li" withBorder p="md" bg="var(--surface)">
            <Stack gap="sm">
              <MessageLine message={message} />
              <Group gap="xs">
                {message.customer ? (
                  <Button size="xs" variant="light" component={Link} to={`/customers/${message.customer.id}`}>
                    {t('attention.seeAddress')}
                  </Button>
                ) : null}
                {mayAct ? (
                  <Button size="xs" variant="default" disabled={seeing.isPending} onClick={() => see([message.id])}>
                    {t('attention.see')}
                  </Button>
                ) : null}
              </Group>
            </Stack>
          </Paper>
        ))}
      </Cards>
      <LoadMore list={list} />
    </Section>
  );
}
