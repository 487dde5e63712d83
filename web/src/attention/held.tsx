import { Anchor, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Enrollment } from '../../../api/schemas.ts';
import { notifyDone } from '../overlays/notify.ts';
import { useList } from '../request/list.ts';
import { tryAgain } from '../request/people.ts';
import { Failure } from '../states/failure.tsx';
import { LoadMore } from '../states/load-more.tsx';
import { Section } from '../states/section.tsx';
import { Moment } from '../time/moment.tsx';
import { Cards } from './cards.tsx';

/** People whose step cannot be done: nothing is lost, and it can be tried again. */
export function Held({ mayAct }: { mayAct: boolean }) {
  const { t } = useTranslation();
  const list = useList<Enrollment>('/api/enrollments', { hold: 'attention' });
  return (
    <Section title={t('attention.held')}>
      <Text size="sm">{t('attention.heldWhy')}</Text>
      {list.items.length === 0 ? <Failure error={list.error} retry={() => void list.refetch()} /> : null}
      <Cards label={t('attention.held')}>
        {list.items.map((person) => (
          <Paper key={person.id} component="li" withBorder p="md" bg="var(--surface)">
            <HeldPerson person={person} mayAct={mayAct} />
          </Paper>
        ))}
      </Cards>
      <LoadMore list={list} />
    </Section>
  );
}

function HeldPerson({ person, mayAct }: { person: Enrollment; mayAct: boolean }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const trying = useMutation({
    mutationFn: () => tryAgain(person.id),
    onSuccess: () => notifyDone(t('person.triedAgain')),
    onSettled: () => client.invalidateQueries({ queryKey: ['list'] }),
  });
  return (
    <Stack gap="sm">
      <div>
        <Anchor component={Link} to={`/people/${person.id}`} fw={600} style={{ overflowWrap: 'anywhere' }}>
          {t('person.title', { customer: person.customer.name, journey: person.journey.name })}
        </Anchor>
        {person.hold ? <Text size="sm">{person.hold.words}</Text> : null}
        <Text size="sm" c="dimmed">
          {t('attention.enteredAt')} <Moment at={person.enrolledAt} />
        </Text>
      </div>
      <Failure error={trying.error} />
      <Group gap="xs">
        {mayAct ? (
          <Button
            size="xs"
            leftSection={<IconRefresh size={14} aria-hidden />}
            loading={trying.isPending}
            onClick={() => trying.mutate()}
          >
            {t('person.tryAgain')}
          </Button>
        ) : null}
        <Button size="xs" variant="default" component={Link} to={`/journeys/${person.journey.id}`}>
          {t('attention.seeJourney')}
        </Button>
      </Group>
    </Stack>
  );
}
