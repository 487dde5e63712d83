import { Button, Group, NativeSelect, Paper, Stack, Text, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { Role } from '../../../api/schemas.ts';
import { problemOf } from '../request/request.ts';
import { Failure } from '../states/failure.tsx';
import { rolesFor } from './team-roles.ts';
import { useInvite } from './use-invite.ts';

/** One more who works with this business. */
export function TeamInviteForm({ own }: { own: Role }) {
  const { t } = useTranslation();
  const form = useForm<{ email: string; role: Role }>({
    initialValues: { email: '', role: 'member' },
    validate: { email: (value) => (/^\S+@\S+\.\S+$/.test(value.trim()) ? null : t('account.emailWrong')) },
  });
  const inviting = useInvite({
    done: () => form.setFieldValue('email', ''),
    onError: (error) => {
      const atField = problemOf(error)?.errors?.find(({ path }) => path === 'email');
      if (atField) form.setFieldError('email', atField.message);
    },
  });
  const submit = form.onSubmit(({ email, role }) => inviting.mutate({ email: email.trim(), role }));
  return (
    <Paper component="form" onSubmit={submit} noValidate withBorder p="lg" bg="var(--surface)">
      <Stack gap="md">
        <div>
          <Title order={2}>{t('team.invite')}</Title>
          <Text size="sm" c="dimmed">
            {t('team.inviteHint')}
          </Text>
        </div>
        <TextInput label={t('team.email')} type="email" required {...form.getInputProps('email')} />
        <NativeSelect
          label={t('team.role')}
          description={t(`team.may.${form.values.role}`)}
          data={rolesFor(own).map((value) => ({ value, label: t(`team.roles.${value}`) }))}
          {...form.getInputProps('role')}
        />
        {problemOf(inviting.error)?.errors ? null : <Failure error={inviting.error} />}
        <Group>
          <Button type="submit" loading={inviting.isPending}>
            {t('team.inviteButton')}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}
