import { Button, Group, Switch, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import type { JourneyDetail, RehearsalRequest } from '../../../api/schemas.ts';
import { useJourney } from '../request/journeys.ts';
import { useRehearsal } from '../request/rehearsals.ts';
import { Page } from '../shell/page.tsx';
import { LookingGlass } from '../states/drawings/looking-glass.tsx';
import { Empty } from '../states/empty.tsx';
import { Failure } from '../states/failure.tsx';
import { Filter } from '../states/filter.tsx';
import { Section } from '../states/section.tsx';
import { UpLink } from '../states/up-link.tsx';
import { Waiting } from '../states/waiting.tsx';
import { useInWords } from '../time/moment.tsx';
import { CustomerChoice } from './editor/customer-choice.tsx';
import { Assumptions } from './rehearsal-assumptions.tsx';
import { dayWords, RehearsalCalendar } from './rehearsal-calendar.tsx';
import { RehearsalList } from './rehearsal-list.tsx';
import { RehearsalTotals } from './rehearsal-totals.tsx';

const spans = ['30', '90', '180', '365'] as const;
const views = ['written', 'left_out', 'moved', 'different'] as const;
type Show = NonNullable<RehearsalRequest['show']>;

/** What the draft would have done in the last days: to whom, when, and why not. */
export default function RehearsalPage() {
  const { t } = useTranslation();
  const found = useJourney(useParams().journeyId ?? '');
  if (found.data) return <Loaded journey={found.data} />;
  return (
    <Page title={t('rehearsal.open')} above={<UpLink to="/journeys">{t('journey.back')}</UpLink>}>
      {found.isError ? <Failure error={found.error} retry={() => void found.refetch()} /> : <Waiting rows={4} />}
    </Page>
  );
}

function Loaded({ journey: { id, name, version } }: { journey: JourneyDetail }) {
  const { t } = useTranslation();
  const inWords = useInWords();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const days = spans.find((each) => each === search.get('days')) ?? '90';
  const compares = version !== null && search.get('compare') === 'yes';
  const show: Show = views.find((each) => each === search.get('show')) ?? 'all';
  const change = (more: Record<string, string | null>) =>
    setSearch(
      (before) => {
        const after = new URLSearchParams(before);
        for (const [key, value] of Object.entries(more)) value === null ? after.delete(key) : after.set(key, value);
        return after;
      },
      { preventScrollReset: true },
    );
  const day = /^\d{4}-\d\d-\d\d$/.exec(search.get('day') ?? '')?.[0];
  const list = useRehearsal(id, { days: Number(days), show, day, ...(compares ? { compare: version } : {}) });
  const first = list.data?.pages[0];
  return (
    <Page
      title={t('rehearsal.title', { name })}
      lead={t('rehearsal.lead')}
      above={<UpLink to={`/journeys/${id}`}>{t('rehearsal.back')}</UpLink>}
    >
      <Group gap="lg">
        <Filter
          label={t('rehearsal.days')}
          value={days}
          onChange={(value) => change({ days: value, day: null })}
          options={spans.map((value) => ({ value, label: t('rehearsal.lastDays', { days: value }) }))}
        />
        {version === null ? null : (
          <Switch
            label={t('rehearsal.compare')}
            checked={compares}
            onChange={(event) => change({ compare: event.currentTarget.checked ? 'yes' : null, show: null })}
          />
        )}
      </Group>
      {list.isError ? <Failure error={list.error} retry={() => void list.refetch()} /> : null}
      {list.isPending ? <Waiting rows={4} /> : null}
      {first ? (
        <>
          <Text size="sm" c="dimmed">
            {t('rehearsal.from', { from: inWords(first.from), to: inWords(first.to) })}
          </Text>
          {first.totals.events === 0 ? (
            <Empty drawing={<LookingGlass />} why={t('rehearsal.none')} />
          ) : (
            <RehearsalTotals rehearsal={first} />
          )}
          {first.days.length > 0 ? (
            <RehearsalCalendar days={first.days} chosen={day ?? null} onChoose={(chosen) => change({ day: chosen })} />
          ) : null}
          <CustomerChoice
            words={{ label: t('rehearsal.tryOne'), description: t('rehearsal.tryOneHint') }}
            onChoose={(customerId) => customerId && navigate(`/journeys/${id}/rehearsal/${customerId}?days=${days}`)}
          />
          <Section title={t('rehearsal.list')}>
            <Filter
              label={t('rehearsal.filter')}
              value={show}
              onChange={(value) => change({ show: value === 'all' ? null : value })}
              options={(['all', ...views] as const)
                .filter((value) => value !== 'different' || compares)
                .map((value) => ({ value, label: t(`rehearsal.show.${value}`) }))}
            />
            {day ? (
              <Group gap="sm">
                <Text fw={600}>{t('rehearsal.onDay', { day: dayWords(day) })}</Text>
                <Button variant="subtle" size="compact-sm" onClick={() => change({ day: null })}>
                  {t('rehearsal.allDays')}
                </Button>
              </Group>
            ) : null}
            <RehearsalList
              journeyId={id}
              days={days}
              items={list.data?.pages.flatMap(({ items }) => items) ?? []}
              busy={list.isPlaceholderData}
            />
            {list.hasNextPage ? (
              <Group>
                <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                  {t('rehearsal.more')}
                </Button>
              </Group>
            ) : null}
          </Section>
          <Assumptions list={first.assumptions} />
        </>
      ) : null}
    </Page>
  );
}
