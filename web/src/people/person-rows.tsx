import { Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Enrollment } from '../../../api/schemas.ts';
import { Row, RowLink, Rows } from '../states/rows.tsx';
import { Tag } from '../states/tag.tsx';
import { useInWords } from '../time/moment.tsx';
import { stateOf } from './person-tone.ts';

type Props = { people: Enrollment[]; label: string; name: 'customer' | 'journey'; busy?: boolean };

/** People on their way through journeys; named by whichever the page does not already say. */
export function PersonRows({ people, label, name, busy }: Props) {
  const { t } = useTranslation();
  const inWords = useInWords();
  if (people.length === 0) return null;
  return (
    <Rows label={label} busy={busy}>
      {people.map((person) => (
        <Row key={person.id}>
          <Stack gap={0}>
            <RowLink to={`/people/${person.id}`}>{person[name].name}</RowLink>
            <Text size="sm" c="dimmed">
              {t('person.enteredAt', { at: inWords(person.enrolledAt) })}
            </Text>
            <Why person={person} />
          </Stack>
          <div>
            <State person={person} />
          </div>
        </Row>
      ))}
    </Rows>
  );
}

function State({ person }: { person: Enrollment }) {
  const { t } = useTranslation();
  const { state, tone } = stateOf(person);
  return <Tag tone={tone}>{t(`person.status.${state}`)}</Tag>;
}

function Why({ person }: { person: Enrollment }) {
  const { t } = useTranslation();
  const inWords = useInWords();
  const words =
    person.hold?.words ??
    person.finish?.words ??
    (person.due && !person.finishedAt ? t('person.dueAt', { at: inWords(person.due) }) : null);
  return words ? <Text size="sm">{words}</Text> : null;
}
