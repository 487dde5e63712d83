import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { Enrollment } from '../../../api/schemas.ts';
import { stateOf } from '../people/person-tone.ts';
import { useList } from '../request/list.ts';
import { Page } from '../shell/page.tsx';
import { Van } from '../states/drawings/van.tsx';
import { Empty } from '../states/empty.tsx';
import { Failure } from '../states/failure.tsx';
import { Filter } from '../states/filter.tsx';
import { LoadMore } from '../states/load-more.tsx';
import { Row, RowLink, Rows } from '../states/rows.tsx';
import { Tag } from '../states/tag.tsx';
import { UpLink } from '../states/up-link.tsx';
import { Waiting } from '../states/waiting.tsx';
import { useInWords } from '../time/moment.tsx';

const groups = ['held', 'waiting'] as const;

/** Customers on the way in all journeys: those who are on hold, for one reason or any, or who wait for their time. */
export default function WaitingPeople() {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const hold = search.get('hold');
  const group = hold ? null : (groups.find((each) => each === search.get('group')) ?? 'held');
  const list = useList<Enrollment>('/api/enrollments', { hold, group });
  const why = hold ? list.items[0]?.hold?.words : null;
  return (
    <Page title={t('onTheWay.title')} lead={why ?? t('onTheWay.lead')} above={<UpLink to="/">{t('nav.home')}</UpLink>}>
      {hold ? (
        <Anchor component={Link} to="/people">
          {t('onTheWay.everybody')}
        </Anchor>
      ) : (
        <Filter
          label={t('onTheWay.filter')}
          value={group}
          onChange={(value) => setSearch(value ? { group: value } : {})}
          options={groups.map((value) => ({ value, label: t(`onTheWay.${value}`) }))}
        />
      )}
      {list.isPending ? <Waiting rows={4} height={68} /> : null}
      {list.isError && list.items.length === 0 ? (
        <Failure error={list.error} retry={() => void list.refetch()} />
      ) : null}
      {list.isSuccess && list.items.length === 0 ? (
        <Empty
          drawing={<Van />}
          why={t('onTheWay.none')}
          action={
            <Button component={Link} to="/" variant="default">
              {t('onTheWay.noneAction')}
            </Button>
          }
        />
      ) : null}
      {list.items.length > 0 ? (
        <Rows label={t('onTheWay.results')} busy={list.isPlaceholderData}>
          {list.items.map((person) => (
            <PersonRow key={person.id} person={person} says={!hold} />
          ))}
        </Rows>
      ) : null}
      <LoadMore list={list} />
    </Page>
  );
}

/** @param says why they wait, where the page does not */
function PersonRow({ person, says }: { person: Enrollment; says: boolean }) {
  const { t } = useTranslation();
  const inWords = useInWords();
  const { state, tone } = stateOf(person);
  const { id, customer, journey, enrolledAt, hold, due } = person;
  return (
    <Row>
      <Stack gap={0}>
        <RowLink to={`/people/${id}`}>{customer.name}</RowLink>
        <Text size="sm" c="dimmed">
          {t('onTheWay.in', { journey: journey.name, at: inWords(enrolledAt) })}
        </Text>
        {says && hold ? <Text size="sm">{hold.words}</Text> : null}
        {due ? <Text size="sm">{t('person.dueAt', { at: inWords(due) })}</Text> : null}
      </Stack>
      <Group>
        <Tag tone={tone}>{t(`person.status.${state}`)}</Tag>
      </Group>
    </Row>
  );
}
