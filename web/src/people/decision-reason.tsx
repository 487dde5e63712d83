import { Anchor, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Decision } from '../../../api/schemas.ts';
import { Tag } from '../states/tag.tsx';
import { useInWords } from '../time/moment.tsx';
import { AskedAnswer } from './asked-answer.tsx';

const shown = {
  enrolled: { tone: 'done', words: 'event.enrolled' },
  skipped: { tone: 'quiet', words: 'event.skipped' },
  asked: { tone: 'waiting', words: 'why.asked' },
} as const;

/** What was decided for one journey, why, and the values that made it. */
export function DecisionReason({ decision }: { decision: Decision }) {
  const { t } = useTranslation();
  const inWords = useInWords();
  const { tone, words } = shown[decision.outcome];
  const values = decision.values.map(({ label, value, at }) =>
    t('why.value', { label, value: at ? inWords(at) : (value ?? t('why.unknown')) }),
  );
  return (
    <div>
      <Group gap="xs">
        <Tag tone={tone}>{t(words)}</Tag>
        {decision.journey ? (
          <Anchor component={Link} to={`/journeys/${decision.journey.id}`} size="sm">
            {decision.journey.name}
          </Anchor>
        ) : null}
        {decision.enrollmentId ? (
          <Anchor component={Link} to={`/people/${decision.enrollmentId}`} size="sm">
            {t('event.seePerson')}
          </Anchor>
        ) : null}
      </Group>
      <Text size="sm">{decision.reason.words}</Text>
      {values.length > 0 ? (
        <Text size="sm" c="dimmed">
          {values.join(' · ')}
        </Text>
      ) : null}
      {decision.because ? (
        <Anchor component={Link} to={`/people/${decision.because}`} size="sm">
          {t('why.because')}
        </Anchor>
      ) : null}
      {decision.outcome === 'asked' ? <AskedAnswer decisionId={decision.id} /> : null}
    </div>
  );
}
