import { Anchor } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CustomerMatch } from '../../../api/schemas.ts';
import { Tag } from '../states/tag.tsx';
import { PairActions } from './pair-actions.tsx';
import { PairCard } from './pair-card.tsx';

/** Two records that may be one person, and what the owner can say of them. */
export function PersonPair({ match }: { match: CustomerMatch }) {
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
