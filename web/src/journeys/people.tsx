import { Anchor, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { Enrollment, JourneyDetail } from '../../../api/schemas.ts';
import { PersonRows } from '../people/person-rows.tsx';
import { useList } from '../request/list.ts';
import { AddressBook } from '../states/drawings/address-book.tsx';
import { Empty } from '../states/empty.tsx';
import { Failure } from '../states/failure.tsx';
import { Filter } from '../states/filter.tsx';
import { LoadMore } from '../states/load-more.tsx';
import { Section } from '../states/section.tsx';
import { Waiting } from '../states/waiting.tsx';
import { useSeenAtStep } from './use-seen-at-step.ts';

const views = ['waiting', 'held', 'finished'] as const;

/** Everybody who is or was in this journey. */
export function People({ journey }: { journey: JourneyDetail }) {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const group = views.find((each) => each === search.get('group')) ?? null;
  const on = journey.status === 'active' || journey.status === 'paused';
  const seen = useSeenAtStep(journey);
  const list = useList<Enrollment>('/api/enrollments', { journeyId: journey.id, group, ...seen?.query });
  return (
    <Section title={t('person.list')}>
      {seen ? (
        <Group gap="sm">
          <Text fw={600}>{seen.words}</Text>
          <Anchor component={Link} to={`/journeys/${journey.id}`} size="sm" preventScrollReset>
            {t('overview.everybody')}
          </Anchor>
        </Group>
      ) : null}
      {!seen && (list.items.length > 0 || group) ? (
        <Filter
          label={t('person.filter')}
          value={group}
          onChange={(value) => setSearch(value ? { group: value } : {}, { preventScrollReset: true })}
          options={[
            { value: null, label: t('person.all') },
            ...views.map((value) => ({ value, label: t(`person.group.${value}`) })),
          ]}
        />
      ) : null}
      {list.isPending ? <Waiting rows={3} /> : null}
      {list.isError && list.items.length === 0 ? (
        <Failure error={list.error} retry={() => void list.refetch()} />
      ) : null}
      {list.isSuccess && list.items.length === 0 ? (
        <Empty drawing={<AddressBook />} title={group || seen ? undefined : t('person.noneTitle')} why={emptyWords()} />
      ) : null}
      <PersonRows people={list.items} name="customer" label={t('person.list')} busy={list.isPlaceholderData} />
      <LoadMore list={list} />
      {on ? (
        <Anchor component={Link} to={`/journeys/${journey.id}/past-customers`} size="sm">
          {t('past.open')}
        </Anchor>
      ) : null}
    </Section>
  );

  function emptyWords(): string {
    if (group || seen) return t('person.noneFiltered');
    return on && journey.trigger ? t('person.noneOn', { trigger: journey.trigger.label }) : t('person.noneOff');
  }
}
