import { Alert, Anchor, Button, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconMailForward } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { requestPasswordReset } from '../request/accounts.ts';
import { Failure } from '../states/failure.tsx';
import { Door } from './door.tsx';
import { useRules } from './rules.ts';

export default function ForgotPassword() {
  const { t } = useTranslation();
  const rules = useRules();
  const form = useForm({ initialValues: { email: '' }, validate: { email: rules.email } });
  const asking = useMutation({ mutationFn: ({ email }: { email: string }) => requestPasswordReset(email.trim()) });
  return (
    <Door title={t('account.forgotTitle')} lead={t('account.forgotLead')}>
      <form onSubmit={form.onSubmit((values) => asking.mutate(values))} noValidate>
        <Stack gap="md">
          <Failure
            error={asking.error}
            known={{ rate_limited: { title: 'account.tooMany', detail: 'account.tooManyDetail' } }}
          />
          <div aria-live="polite">
            {asking.isSuccess ? (
              <Alert color="spruce" icon={<IconMailForward aria-hidden />}>
                {t('account.forgotSent', { email: asking.variables.email })}
              </Alert>
            ) : null}
          </div>
          <TextInput
            label={t('account.email')}
            type="email"
            autoComplete="email"
            required
            {...form.getInputProps('email')}
          />
          <Button type="submit" loading={asking.isPending} size="md" fullWidth>
            {t('account.forgotSend')}
          </Button>
          <Anchor component={Link} to="/sign-in" size="sm">
            {t('account.backToSignIn')}
          </Anchor>
        </Stack>
      </form>
    </Door>
  );
}
