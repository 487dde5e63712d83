import { Anchor } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { PaperCopy, Twins } from '../../../api/schemas.ts';
import { Page } from '../shell/page.tsx';
import { UpLink } from '../states/up-link.tsx';
import { useInWords } from '../time/moment.tsx';
import { PairActions } from './pair-actions.tsx';
import { PairCard } from './pair-card.tsx';
import { PairList } from './pair-list.tsx';

export default function SamePaper() {
  const { t } = useTranslation();
  return (
    <Page
      title={t('match.papers.title')}
      lead={t('match.papers.lead')}
      above={<UpLink to="/settings/integrations">{t('integration.title')}</UpLink>}
      width="reading"
    >
      <PairList<Twins, Twins['status']>
        path="/api/twins"
        room="papers"
        states={[
          { state: 'proposed', label: t('match.papers.proposed'), none: t('match.papers.proposedNone') },
          { state: 'matched', label: t('match.papers.matched'), none: t('match.papers.matchedNone') },
          { state: 'declined', label: t('match.papers.declined'), none: t('match.papers.declinedNone') },
        ]}
      >
        {(twins) => <Pair key={twins.id} twins={twins} />}
      </PairList>
    </Page>
  );
}

const kinds = ['invoice', 'quote'] as const;

function Pair({ twins }: { twins: Twins }) {
  const { t } = useTranslation();
  const inWords = useInWords();
  const kind = t(`match.kind.${kinds.find((one) => one === twins.kind) ?? 'paper'}`);
  const titleOf = ({ number }: PaperCopy) => t('match.paperTitle', { kind, number: number ?? '' });
  const names = twins.papers.map((paper) => `${titleOf(paper)}, ${paper.sourceName}`).join('; ');
  return (
    <PairCard
      sides={twins.papers.map((paper) => ({
        id: paper.id,
        system: paper.sourceName,
        title: titleOf(paper),
        lines: [
          paper.total === null ? null : t('match.total', { total: money.format(paper.total) }),
          paper.createdAt ? t('match.madeAt', { at: inWords(paper.createdAt) }) : null,
        ],
        below: paper.customer ? (
          <Anchor component={Link} to={`/customers/${paper.customer.id}`} size="sm">
            {paper.customer.name}
          </Anchor>
        ) : (
          t('match.nobody')
        ),
      }))}
      basis={[...twins.basis.map((one) => t(`match.basis.${one}`)), ...(twins.automatic ? [t('match.byItself')] : [])]}
    >
      <PairActions
        path="/api/twins"
        room="papers"
        id={twins.id}
        state={twins.status === 'matched' ? 'linked' : twins.status}
        names={names}
        name={kind}
      />
    </PairCard>
  );
}

// The systems do not say in which currency.
const money = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
