import { Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RehearsedEvent } from '../../../api/schemas.ts';
import { LookingGlass } from '../states/drawings/looking-glass.tsx';
import { Empty } from '../states/empty.tsx';
import { Row, RowLink, Rows } from '../states/rows.tsx';
import { Moment, useInWords } from '../time/moment.tsx';
import { RehearsedMessage } from './rehearsal-message.tsx';

type Props = { journeyId: string; days: string; items: RehearsedEvent[]; busy: boolean };

/** One line for every event: who it was, and what would have come of it. */
export function RehearsalList({ journeyId, days, items, busy }: Props) {
  const { t } = useTranslation();
  if (items.length === 0) return <Empty drawing={<LookingGlass />} why={t('rehearsal.noneShown')} />;
  return (
    <Rows label={t('rehearsal.list')} busy={busy}>
      {items.map((one) => (
        <Row key={one.eventId} columns="minmax(10rem, 1fr) 2fr">
          <Stack gap={0}>
            {one.customer ? (
              <RowLink to={`/journeys/${journeyId}/rehearsal/${one.customer.id}?days=${days}`}>
                {one.customer.name}
              </RowLink>
            ) : (
              <Text>{t('rehearsal.nobody')}</Text>
            )}
            <Text size="sm" c="dimmed">
              <Moment at={one.at} />
            </Text>
          </Stack>
          <Stack gap={4}>
            <Outcome one={one} />
          </Stack>
        </Row>
      ))}
    </Rows>
  );
}

/** What it came to: the messages, else why there were none. */
export function Outcome({ one }: { one: RehearsedEvent }) {
  const { t } = useTranslation();
  const inWords = useInWords();
  const { refused, messages, end, due } = one;
  return (
    <>
      {refused ? <Text size="sm">{t('rehearsal.wouldNot', { words: refused.words })}</Text> : null}
      {Object.entries(refused?.values ?? {}).map(([name, value]) => (
        <Text key={name} size="sm" c="dimmed">
          {t('rehearsal.value', { name, value: value === null ? t('rehearsal.unknown') : String(value) })}
        </Text>
      ))}
      {messages.map((message) => (
        <RehearsedMessage key={message.stepId} message={message} />
      ))}
      {end && end.reason.code !== 'reached_end' ? <Text size="sm">{end.reason.words}</Text> : null}
      {due ? <Text size="sm">{t('rehearsal.due', { at: inWords(due) })}</Text> : null}
    </>
  );
}
