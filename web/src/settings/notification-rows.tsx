import { Button, Group, Stack, Text } from '@mantine/core';
import { IconDeviceMobileMessage, IconMail } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { NotificationTarget } from '../../../api/schemas.ts';
import { notifyDone } from '../overlays/notify.ts';
import { removeTarget, targetsKey } from '../request/conversations.ts';
import { problemNotice } from '../states/problem-notice.ts';
import { Row, Rows } from '../states/rows.tsx';

const icons = { email: IconMail, sms: IconDeviceMobileMessage };

/** Those who are told, each with a way out. */
export function NotificationRows({ targets, mayChange }: { targets: NotificationTarget[]; mayChange: boolean }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const removing = useMutation({
    mutationFn: ({ id }: NotificationTarget) => removeTarget(id),
    onSuccess: (_, { address }) => notifyDone(t('notify.removed', { address })),
    onError: (error) => problemNotice(error, t),
    onSettled: () => client.invalidateQueries({ queryKey: targetsKey }),
  });
  if (targets.length === 0) return null;
  return (
    <Rows label={t('notify.who')}>
      {targets.map((target) => {
        const { id, channel, address, label } = target;
        const Icon = icons[channel];
        return (
          <Row key={id} columns="minmax(0, 1fr) auto">
            <Group gap="sm" wrap="nowrap">
              <Icon
                size={20}
                stroke={1.7}
                role="img"
                aria-label={t(`notify.channel.${channel}`)}
                style={{ flex: 'none' }}
              />
              <Stack gap={0} style={{ minWidth: 0 }}>
                <Text style={{ overflowWrap: 'anywhere' }}>{address}</Text>
                {label ? (
                  <Text size="sm" c="dimmed">
                    {label}
                  </Text>
                ) : null}
              </Stack>
            </Group>
            {mayChange ? (
              <Button
                variant="default"
                size="xs"
                aria-label={t('notify.removeOf', { address })}
                loading={removing.isPending && removing.variables.id === id}
                onClick={() => removing.mutate(target)}
              >
                {t('notify.remove')}
              </Button>
            ) : null}
          </Row>
        );
      })}
    </Rows>
  );
}
