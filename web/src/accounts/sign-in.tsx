import { Alert, Anchor, Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { signIn } from '../request/accounts.ts';
import { useForgetMe, whoIs } from '../request/me.ts';
import { Failure } from '../states/failure.tsx';
import { Door } from './door.tsx';
import { useNext, useOnward } from './next.ts';
import { useRules } from './rules.ts';

export default function SignIn() {
  const { t } = useTranslation();
  const { next, keep } = useNext();
  const onward = useOnward();
  const forget = useForgetMe();
  const rules = useRules();
  const form = useForm({
    initialValues: { email: '', password: '' },
    validate: { email: rules.email, password: rules.filled },
  });
  const entering = useMutation({
    mutationFn: async ({ email, password }: typeof form.values) => {
      await signIn(email.trim(), password);
      return (await whoIs()) !== null || next.startsWith('/invitation');
    },
    onSuccess: async (belongs) => {
      if (!belongs) return;
      forget();
      await onward(next);
    },
  });
  return (
    <Door title={t('account.signInTitle')}>
      <form onSubmit={form.onSubmit((values) => entering.mutate(values))} noValidate>
        <Stack gap="md">
          {entering.data === false ? (
            <Alert color="amber" title={t('account.noBusiness')} role="alert">
              {t('account.noBusinessWhy')}
            </Alert>
          ) : null}
          <Failure
            error={entering.error}
            known={{
              INVALID_EMAIL_OR_PASSWORD: { title: 'account.wrong', detail: 'account.wrongDetail' },
              rate_limited: { title: 'account.tooMany', detail: 'account.tooManyDetail' },
            }}
          />
          <TextInput
            label={t('account.email')}
            type="email"
            autoComplete="email"
            required
            {...form.getInputProps('email')}
          />
          <PasswordInput
            label={t('account.password')}
            autoComplete="current-password"
            required
            {...form.getInputProps('password')}
          />
          <Button type="submit" loading={entering.isPending} size="md" fullWidth>
            {t('account.signIn')}
          </Button>
          <Anchor component={Link} to="/forgot-password" size="sm">
            {t('account.forgot')}
          </Anchor>
          <Text size="sm">
            {t('account.noAccount')}{' '}
            <Anchor component={Link} to={keep('/sign-up')} inherit underline="always">
              {t('account.signUpTitle')}
            </Anchor>
          </Text>
        </Stack>
      </form>
    </Door>
  );
}
