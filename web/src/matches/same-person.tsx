import { Paper, Switch } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CustomerMatch } from '../../../api/schemas.ts';
import { notifyDone } from '../overlays/notify.ts';
import { saveOrganization, useOrganization } from '../request/me.ts';
import { Page } from '../shell/page.tsx';
import { problemNotice } from '../states/problem-notice.ts';
import { UpLink } from '../states/up-link.tsx';
import { PairList } from './pair-list.tsx';
import { PersonPair } from './person-pair.tsx';

export default function SamePerson() {
  const { t } = useTranslation();
  return (
    <Page
      title={t('match.people.title')}
      lead={t('match.people.lead')}
      above={<UpLink to="/customers">{t('customer.back')}</UpLink>}
      width="reading"
    >
      <Automatic />
      <PairList<CustomerMatch, CustomerMatch['status']>
        path="/api/customers/matches"
        room="people"
        states={[
          { state: 'proposed', label: t('match.people.proposed'), none: t('match.people.proposedNone') },
          { state: 'linked', label: t('match.people.linked'), none: t('match.people.linkedNone') },
          { state: 'declined', label: t('match.people.declined'), none: t('match.people.declinedNone') },
        ]}
      >
        {(match) => <PersonPair key={match.id} match={match} />}
      </PairList>
    </Page>
  );
}

function Automatic() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { linkCustomers } = useOrganization();
  const saving = useMutation({
    mutationFn: (automatic: boolean) => saveOrganization({ linkCustomers: automatic ? 'automatic' : 'ask' }),
    onSuccess: (_, automatic) => notifyDone(t(automatic ? 'match.automaticOn' : 'match.automaticOff')),
    onError: (error) => problemNotice(error, t),
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: ['me'] });
      await client.invalidateQueries({ queryKey: ['list'] });
    },
  });
  return (
    <Paper withBorder p="md" bg="var(--surface)">
      <Switch
        label={t('match.automatic')}
        description={t('match.automaticWhy')}
        checked={linkCustomers === 'automatic'}
        disabled={saving.isPending}
        onChange={(change) => saving.mutate(change.currentTarget.checked)}
      />
    </Paper>
  );
}
