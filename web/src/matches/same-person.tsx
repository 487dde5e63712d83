import { Anchor, Paper, Switch } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CustomerMatch } from '../../../api/schemas.ts';
import { notifyDone } from '../overlays/notify.ts';
import { saveOrganization, useOrganization } from '../request/me.ts';
import { Page } from '../shell/page.tsx';
import { problemNotice } from '../states/problem-notice.ts';
import { Tag } from '../states/tag.tsx';
import { UpLink } from '../states/up-link.tsx';
import { PairActions } from './pair-actions.tsx';
import { PairCard } from './pair-card.tsx';
import { PairList } from './pair-list.tsx';

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
        {(match) => <Pair key={match.id} match={match} />}
      </PairList>
    </Page>
  );
}

function Pair({ match }: { match: CustomerMatch }) {
  const { t } = useTranslation();
  const basisWords = (one: CustomerMatch['basis'][number]) =>
    one === 'phone' && match.samePhone
      ? t('match.basis.phoneOf', { number: match.samePhone })
      : t(`match.basis.${one}`);
  const names = match.records.map(({ name, sourceName }) => `${name}, ${sourceName}`).join('; ');
  return (
    <PairCard
      sides={match.records.map(({ id, sourceName, name, companyName, email, phone }) => ({
        id,
        system: sourceName,
        title: (
          <Anchor component={Link} to={`/customers/${id}`} inherit>
            {name}
          </Anchor>
        ),
        lines: [companyName === name ? null : companyName, email, phone],
      }))}
      basis={[...match.basis.map(basisWords), ...(match.automatic ? [t('match.byItself')] : [])]}
      certainty={match.status === 'proposed' ? <Certainty of={match.confidence} /> : null}
    >
      <PairActions
        path="/api/customers/matches"
        room="people"
        id={match.id}
        state={match.status}
        names={names}
        name={match.records[0]?.name ?? ''}
      />
    </PairCard>
  );
}

function Certainty({ of }: { of: number }) {
  const { t } = useTranslation();
  if (of >= 0.95) return <Tag tone="done">{t('match.certainty.high')}</Tag>;
  return <Tag tone={of >= 0.7 ? 'info' : 'waiting'}>{t(`match.certainty.${of >= 0.7 ? 'middle' : 'low'}`)}</Tag>;
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
