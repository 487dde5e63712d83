import { Anchor, Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { signUp } from '../request/accounts.ts';
import { useForgetMe } from '../request/me.ts';
import { Failure } from '../states/failure.tsx';
import { Door } from './door.tsx';
import { useNext, useOnward } from './next.ts';
import { useRules } from './rules.ts';

export default function SignUp() {
  const { t } = useTranslation();
  const { next, keep } = useNext();
  const onward = useOnward();
  const forget = useForgetMe();
  const rules = useRules();
  const form = useForm({
    initialValues: { name: '', organizationName: '', email: '', password: '' },
    validate: { name: rules.filled, organizationName: rules.filled, email: rules.email, password: rules.password },
  });
  const joining = useMutation({
    mutationFn: (values: typeof form.values) =>
      signUp({ ...values, email: values.email.trim(), zone: Intl.DateTimeFormat().resolvedOptions().timeZone }),
    onSuccess: async () => {
      forget();
      await onward(next);
    },
  });
  return (
    <Door title={t('account.signUpTitle')} lead={t('account.pitch')}>
      <form onSubmit={form.onSubmit((values) => joining.mutate(values))} noValidate>
        <Stack gap="md">
          <Failure
            error={joining.error}
            known={{ rate_limited: { title: 'account.tooMany', detail: 'account.tooManyDetail' } }}
          />
          <TextInput label={t('account.name')} autoComplete="name" required {...form.getInputProps('name')} />
          <TextInput
            label={t('account.businessName')}
            description={t('account.businessHint')}
            autoComplete="organization"
            required
            {...form.getInputProps('organizationName')}
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
            description={t('account.passwordHint')}
            autoComplete="new-password"
            required
            {...form.getInputProps('password')}
          />
          <Button type="submit" loading={joining.isPending} size="md" fullWidth>
            {t('account.signUp')}
          </Button>
          <Text size="sm">
            {t('account.haveAccount')}{' '}
            <Anchor component={Link} to={keep('/sign-in')} inherit underline="always">
              {t('account.signIn')}
            </Anchor>
          </Text>
        </Stack>
      </form>
    </Door>
  );
}
