import { Alert, Anchor, Button, PasswordInput, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconCheck } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { resetPassword } from '../request/accounts.ts';
import { Failure } from '../states/failure.tsx';
import { Door } from './door.tsx';
import { useRules } from './rules.ts';

export default function ResetPassword() {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const token = search.get('token');
  const rules = useRules();
  const form = useForm({ initialValues: { password: '' }, validate: { password: rules.password } });
  const setting = useMutation({
    mutationFn: ({ password }: { password: string }) => resetPassword(token ?? '', password),
  });
  if (setting.isSuccess || !token)
    return (
      <Door title={t('account.resetTitle')}>
        <Alert color={token ? 'spruce' : 'amber'} icon={token ? <IconCheck aria-hidden /> : null} role="status">
          {t(token ? 'account.resetDone' : 'account.resetNoToken')}
        </Alert>
        <Button component={Link} to={token ? '/sign-in' : '/forgot-password'}>
          {t(token ? 'account.signIn' : 'account.askAgain')}
        </Button>
      </Door>
    );
  return (
    <Door title={t('account.resetTitle')}>
      <form onSubmit={form.onSubmit((values) => setting.mutate(values))} noValidate>
        <Stack gap="md">
          <Failure
            error={setting.error}
            known={{ INVALID_TOKEN: { title: 'account.tokenDead', detail: 'account.tokenDeadDetail' } }}
          />
          <PasswordInput
            label={t('account.newPassword')}
            description={t('account.passwordHint')}
            autoComplete="new-password"
            required
            {...form.getInputProps('password')}
          />
          <Button type="submit" loading={setting.isPending} size="md" fullWidth>
            {t('account.reset')}
          </Button>
          <Anchor component={Link} to="/forgot-password" size="sm">
            {t('account.askAgain')}
          </Anchor>
        </Stack>
      </form>
    </Door>
  );
}
