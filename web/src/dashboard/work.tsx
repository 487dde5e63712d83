import { Anchor, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { Message } from '../../../api/schemas.ts';
import { MessageRows } from '../messages/message-rows.tsx';
import { periods, useDashboard } from '../request/dashboard.ts';
import { useList } from '../request/list.ts';
import { Failure } from '../states/failure.tsx';
import { Filter } from '../states/filter.tsx';
import { Section } from '../states/section.tsx';
import { Waiting } from '../states/waiting.tsx';
import { ByDay } from './by-day.tsx';
import { Money } from './money.tsx';
import { Numbers } from './numbers.tsx';
import { Problems } from './problems.tsx';
import { Running } from './running.tsx';

/** Problems first, then who is on the way, then what the last days brought. Every number leads to its rows. */
export default function Work() {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const days = periods.find((each) => String(each) === search.get('days')) ?? 30;
  const found = useDashboard(days);
  const messages = useList<Message>('/api/messages', { limit: '5' });
  const { data } = found;
  return (
    <>
      {found.isPending ? <Waiting rows={4} height={84} /> : null}
      {found.isError && !data ? <Failure error={found.error} retry={() => void found.refetch()} /> : null}
      {data ? <Problems problems={data.problems} /> : null}
      {data ? (
        <>
          <Filter
            label={t('dashboard.period')}
            value={String(days)}
            onChange={(value) => setSearch(value ? { days: value } : {}, { preventScrollReset: true })}
            options={periods.map((count) => ({ value: String(count), label: t('dashboard.days', { count }) }))}
          />
          <Numbers dashboard={data} />
          <Money goals={data.goals} days={data} />
          <ByDay dashboard={data} />
          <Running dashboard={data} />
        </>
      ) : null}
      {messages.items.length > 0 ? (
        <Section title={t('home.recent')}>
          <MessageRows messages={messages.items.slice(0, 5)} name="customer" label={t('home.recent')} />
          <Group>
            <Anchor component={Link} to="/messages" size="sm">
              {t('home.allMessages')}
            </Anchor>
          </Group>
        </Section>
      ) : null}
    </>
  );
}
