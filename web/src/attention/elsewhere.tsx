import { useTranslation } from 'react-i18next';
import type { Attention } from '../../../api/schemas.ts';
import { Row, RowLink, Rows } from '../states/rows.tsx';
import { Section } from '../states/section.tsx';
import { Tag } from '../states/tag.tsx';

const rooms = [
  { kind: 'questions', to: '/questions' },
  { kind: 'matches', to: '/customers/matches' },
  { kind: 'twins', to: '/papers' },
] as const;

/** What has a room of its own. */
export function Elsewhere({ counts }: { counts: Attention }) {
  const { t } = useTranslation();
  return (
    <Section title={t('attention.elsewhere')}>
      <Rows label={t('attention.elsewhere')}>
        {rooms
          .filter(({ kind }) => counts[kind] > 0)
          .map(({ kind, to }) => (
            <Row key={kind}>
              <RowLink to={to}>{t(`attention.${kind}`, { count: counts[kind] })}</RowLink>
              <Tag tone="waiting">{String(counts[kind])}</Tag>
            </Row>
          ))}
      </Rows>
    </Section>
  );
}
