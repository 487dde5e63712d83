import { Button, Group, Paper, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { notifyDone } from '../overlays/notify.ts';
import { useMe } from '../request/me.ts';
import { eraseCustomer } from '../request/settings-lists.ts';
import { Failure } from '../states/failure.tsx';

/** For the owner, at the end of a customer's page: whoever erases types the name. */
export function EraseCustomer({ id, name }: { id: string; name: string }) {
  const { t } = useTranslation();
  const [asking, ask] = useState(false);
  const [typed, type] = useState('');
  const client = useQueryClient();
  const navigate = useNavigate();
  const isOwner = useMe().data?.role === 'owner';
  const erasing = useMutation({
    mutationFn: () => eraseCustomer(id, typed),
    onSuccess: async () => {
      notifyDone(t('data.erased'));
      await navigate('/customers', { replace: true });
      await client.invalidateQueries();
    },
  });
  if (!isOwner) return null;
  const right = typed.trim() === name.trim();
  return (
    <Paper withBorder p="lg" bg="var(--surface)">
      <Stack gap="sm" align="flex-start">
        <Title order={2}>{t('data.eraseThis')}</Title>
        <Text size="sm">{t(asking ? 'data.eraseSure' : 'data.eraseThisWhy')}</Text>
        {asking ? (
          <>
            <TextInput
              label={t('data.typeName', { name })}
              value={typed}
              autoComplete="off"
              error={typed && !right ? t('data.otherName') : null}
              onChange={(event) => type(event.currentTarget.value)}
            />
            <Failure error={erasing.error} />
            <Group gap="xs">
              <Button color="brick" disabled={!right} loading={erasing.isPending} onClick={() => erasing.mutate()}>
                {t('data.eraseThis')}
              </Button>
              <Button
                variant="default"
                onClick={() => {
                  ask(false);
                  type('');
                }}
              >
                {t('cancel')}
              </Button>
            </Group>
          </>
        ) : (
          <Button variant="default" onClick={() => ask(true)}>
            {t('data.eraseThis')}
          </Button>
        )}
      </Stack>
    </Paper>
  );
}
