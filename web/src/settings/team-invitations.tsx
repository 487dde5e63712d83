import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Invitation } from '../../../api/schemas.ts';
import { notifyDone } from '../overlays/notify.ts';
import { cancelInvitation, teamKey } from '../request/team.ts';
import { problemNotice } from '../states/problem-notice.ts';
import { Row, Rows } from '../states/rows.tsx';
import { useInWords } from '../time/moment.tsx';
import { useInvite } from './use-invite.ts';

/** Letters that nobody has answered yet. */
export function TeamInvitations({ invitations, mayChange }: { invitations: Invitation[]; mayChange: boolean }) {
  const { t } = useTranslation();
  const inWords = useInWords();
  return (
    <Rows label={t('team.open')}>
      {invitations.map((invitation) => {
        const { id, email, role, invitedBy, expiresAt, expired } = invitation;
        const as = t(`team.roles.${role}`);
        return (
          <Row key={id} columns="minmax(0, 1fr) auto">
            <Stack gap={0}>
              <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
                {email}
              </Text>
              <Text size="sm">
                {invitedBy ? t('team.invitedBy', { name: invitedBy, role: as }) : t('team.invitedAs', { role: as })}
              </Text>
              <Text size="sm" c="dimmed">
                {t(expired ? 'team.ended' : 'team.until', { at: inWords(expiresAt) })}
              </Text>
            </Stack>
            {mayChange ? <Deeds invitation={invitation} /> : null}
          </Row>
        );
      })}
    </Rows>
  );
}

function Deeds({ invitation: { id, email, role } }: { invitation: Invitation }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const again = useInvite({ onError: (error) => problemNotice(error, t) });
  const taking = useMutation({
    mutationFn: () => cancelInvitation(id),
    onSuccess: () => notifyDone(t('team.takenBack')),
    onError: (error) => problemNotice(error, t),
    onSettled: () => client.invalidateQueries({ queryKey: teamKey }),
  });
  return (
    <Group gap="xs">
      <Button
        variant="default"
        size="xs"
        aria-label={t('team.sendAgainOf', { email })}
        loading={again.isPending}
        onClick={() => again.mutate({ email, role })}
      >
        {t('team.sendAgain')}
      </Button>
      <Button
        variant="default"
        size="xs"
        aria-label={t('team.takeBackOf', { email })}
        loading={taking.isPending}
        onClick={() => taking.mutate()}
      >
        {t('team.takeBack')}
      </Button>
    </Group>
  );
}
