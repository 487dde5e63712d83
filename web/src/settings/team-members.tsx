import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Role, TeamMember } from '../../../api/schemas.ts';
import { ask } from '../overlays/ask.ts';
import { notifyDone } from '../overlays/notify.ts';
import { changeRole, removeMember, teamKey } from '../request/team.ts';
import { problemNotice } from '../states/problem-notice.ts';
import { Row, Rows } from '../states/rows.tsx';
import { Tag } from '../states/tag.tsx';
import { useInWords } from '../time/moment.tsx';
import { rolesFor } from './team-roles.ts';

/** Everybody with their role; what may not be changed is said instead of offered. */
export function TeamMembers({ members, own }: { members: TeamMember[]; own: Role }) {
  const { t } = useTranslation();
  if (members.length === 0) return null;
  return (
    <Rows label={t('team.people')}>
      {members.map((member) => (
        <Row key={member.id} columns="minmax(0, 1fr) auto">
          <Who member={member} />
          {rolesFor(own).includes(member.role) ? (
            <Decide member={member} own={own} />
          ) : (
            <Text size="sm" title={own === 'admin' ? t('team.ownersOnly') : undefined}>
              {t(`team.roles.${member.role}`)}
            </Text>
          )}
        </Row>
      ))}
    </Rows>
  );
}

function Who({ member: { name, email, you, joinedAt } }: { member: TeamMember }) {
  const { t } = useTranslation();
  const inWords = useInWords();
  return (
    <Stack gap={0}>
      <Group gap="xs">
        <Text fw={600}>{name}</Text>
        {you ? <Tag tone="info">{t('team.you')}</Tag> : null}
      </Group>
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {email}
      </Text>
      <Text size="sm" c="dimmed">
        {t('team.since', { at: inWords(joinedAt) })}
      </Text>
    </Stack>
  );
}

function Decide({ member: { id, name, role, you }, own }: { member: TeamMember; own: Role }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const renew = () => Promise.all([teamKey, ['me']].map((queryKey) => client.invalidateQueries({ queryKey })));
  const changing = useMutation({
    mutationFn: (to: Role) => changeRole(id, to),
    onSuccess: (_, to) => notifyDone(t('team.changed', { name, role: t(`team.roles.${to}`) })),
    onError: (error) => problemNotice(error, t),
    onSettled: renew,
  });
  const removing = useMutation({
    mutationFn: () => removeMember(id),
    onSuccess: () => notifyDone(t('team.removed', { name })),
    onError: (error) => problemNotice(error, t),
    onSettled: renew,
  });
  const remove = async () => {
    const sure = await ask({
      title: t('team.removeTitle', { name }),
      children: <Text size="sm">{t(you ? 'team.removeSelf' : 'team.removeWhy')}</Text>,
      confirm: t('team.remove'),
      cancel: t('cancel'),
      color: 'brick',
      closeLabel: t('close'),
    });
    if (sure) removing.mutate();
  };
  return (
    <Group gap="xs" wrap="nowrap">
      <NativeSelect
        aria-label={t('team.roleOf', { name })}
        data={rolesFor(own).map((value) => ({ value, label: t(`team.roles.${value}`) }))}
        value={role}
        disabled={changing.isPending}
        onChange={(event) => changing.mutate(event.currentTarget.value as Role)}
      />
      <Button
        variant="default"
        aria-label={t('team.removeOf', { name })}
        loading={removing.isPending}
        onClick={() => void remove()}
      >
        {t('team.remove')}
      </Button>
    </Group>
  );
}
