import { Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import type { Acceptance, HeldInvitation } from '../../../api/schemas.ts';
import { signOut } from '../request/accounts.ts';
import { useForgetMe, useMe } from '../request/me.ts';
import { problemOf } from '../request/request.ts';
import { acceptInvitation, useInvitation } from '../request/team.ts';
import { Failure } from '../states/failure.tsx';
import { Waiting } from '../states/waiting.tsx';
import { Door } from './door.tsx';
import { useRules } from './rules.ts';

/** Where the letter of an invitation leads. */
export default function Invitation() {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const token = search.get('token') ?? '';
  const found = useInvitation(token);
  const me = useMe();
  if (!token || problemOf(found.error)?.status === 410)
    return (
      <Door title={t('team.joinGone')}>
        <Text>{t('team.joinGoneWhy')}</Text>
        <Button component={Link} to="/" variant="default">
          {t('problem.home')}
        </Button>
      </Door>
    );
  if (!found.data || me.isPending)
    return (
      <Door title={t('team.open')}>
        {found.error ? <Failure error={found.error} retry={() => void found.refetch()} /> : <Waiting rows={2} />}
      </Door>
    );
  const { business, invitedBy, role, email } = found.data;
  const words = { business, role: t(`team.roles.${role}`) };
  const lead = invitedBy ? t('team.joinLead', { ...words, name: invitedBy }) : t('team.joinLeadNobody', words);
  return (
    <Door title={t('team.joinTitle', { business })} lead={lead}>
      <Text size="sm">{t('team.joinAs', { email })}</Text>
      <Ways invitation={found.data} token={token} signedInAs={me.data?.user.email ?? null} />
    </Door>
  );
}

type WaysProps = { invitation: HeldInvitation; token: string; signedInAs: string | null };

function Ways({ invitation, token, signedInAs }: WaysProps) {
  const { t } = useTranslation();
  const joining = useJoin();
  const forget = useForgetMe();
  const navigate = useNavigate();
  if (signedInAs && signedInAs !== invitation.email) {
    const leave = async () => {
      await signOut().catch(() => undefined);
      forget();
      await navigate(`/invitation?token=${encodeURIComponent(token)}`, { replace: true });
    };
    return (
      <Stack gap="md">
        <Text>{t('team.joinOther', { email: signedInAs })}</Text>
        <Button onClick={() => void leave()}>{t('team.joinSignOut')}</Button>
      </Stack>
    );
  }
  if (signedInAs)
    return (
      <Stack gap="md">
        <Failure error={joining.error} />
        <Button size="md" loading={joining.isPending} onClick={() => joining.mutate({ token })}>
          {t('team.join')}
        </Button>
      </Stack>
    );
  if (invitation.hasAccount)
    return (
      <Stack gap="md">
        <Text>{t('team.joinHave')}</Text>
        <Button component={Link} size="md" to={`/sign-in?next=${encodeURIComponent(`/invitation?token=${token}`)}`}>
          {t('team.joinSignIn')}
        </Button>
      </Stack>
    );
  return <NewAccount token={token} />;
}

function NewAccount({ token }: { token: string }) {
  const { t } = useTranslation();
  const rules = useRules();
  const joining = useJoin();
  const form = useForm({
    initialValues: { name: '', password: '' },
    validate: { name: rules.filled, password: rules.password },
  });
  return (
    <form onSubmit={form.onSubmit((account) => joining.mutate({ token, account }))} noValidate>
      <Stack gap="md">
        <Failure error={joining.error} />
        <TextInput label={t('account.name')} autoComplete="name" required {...form.getInputProps('name')} />
        <PasswordInput
          label={t('account.password')}
          description={t('account.passwordHint')}
          autoComplete="new-password"
          required
          {...form.getInputProps('password')}
        />
        <Button type="submit" size="md" loading={joining.isPending} fullWidth>
          {t('team.joinNew')}
        </Button>
      </Stack>
    </form>
  );
}

function useJoin() {
  const forget = useForgetMe();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (body: Acceptance) => acceptInvitation(body),
    onSuccess: async () => {
      forget();
      await navigate('/', { replace: true });
    },
  });
}
