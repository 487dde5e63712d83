import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useMe } from '../request/me.ts';
import { useTeam } from '../request/team.ts';
import { Page } from '../shell/page.tsx';
import { Failure } from '../states/failure.tsx';
import { Section } from '../states/section.tsx';
import { Waiting } from '../states/waiting.tsx';
import { TeamInvitations } from './team-invitations.tsx';
import { TeamInviteForm } from './team-invite-form.tsx';
import { TeamMembers } from './team-members.tsx';

/** Who works with this business. */
export default function Team() {
  const { t } = useTranslation();
  const found = useTeam();
  const role = useMe().data?.role ?? 'viewer';
  const mayChange = role === 'owner' || role === 'admin';
  return (
    <Page title={t('team.title')} lead={t('team.lead')} width="reading">
      <Section title={t('team.people')}>
        {found.isPending ? <Waiting rows={2} /> : null}
        <Failure error={found.error} retry={() => void found.refetch()} />
        <TeamMembers members={found.data?.members ?? []} own={role} />
        {mayChange ? null : (
          <Text size="sm" c="dimmed">
            {t('team.askAdmin')}
          </Text>
        )}
      </Section>
      {found.data && found.data.invitations.length > 0 ? (
        <Section title={t('team.open')}>
          <TeamInvitations invitations={found.data.invitations} mayChange={mayChange} />
        </Section>
      ) : null}
      {mayChange ? <TeamInviteForm own={role} /> : null}
    </Page>
  );
}
