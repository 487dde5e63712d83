import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { Result } from '../../../api/schemas.ts';
import { useList } from '../request/list.ts';
import { Page } from '../shell/page.tsx';
import { LookingGlass } from '../states/drawings/looking-glass.tsx';
import { Empty } from '../states/empty.tsx';
import { Failure } from '../states/failure.tsx';
import { Filter } from '../states/filter.tsx';
import { LoadMore } from '../states/load-more.tsx';
import { Row, RowLink, Rows } from '../states/rows.tsx';
import { UpLink } from '../states/up-link.tsx';
import { Waiting } from '../states/waiting.tsx';
import { daysInWords } from '../time/days.ts';
import { useInWords } from '../time/moment.tsx';
import type { Worth } from './addresses.ts';
import { inMoney } from './in-money.ts';

const kinds: readonly Worth[] = ['invoice_paid', 'quote_approved'];

/** Customers who reached the goal of their journey, with what it was worth. */
export default function Results() {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const worth = kinds.find((kind) => kind === search.get('worth')) ?? null;
  const [journeyId, from, to] = ['journey', 'from', 'to'].map((name) => search.get(name));
  const list = useList<Result>('/api/results', { journeyId, worth, from, to });
  const journey = journeyId ? list.items[0]?.journey.name : null;
  const days = daysInWords(from ?? null, to ?? null);
  const narrowed = Boolean(worth || journeyId || days);
  const show = (value: Worth | null) => {
    const next = new URLSearchParams(search);
    if (value) next.set('worth', value);
    else next.delete('worth');
    setSearch(next);
  };
  return (
    <Page
      title={t('result.title')}
      lead={journey ? t('result.leadOf', { journey }) : t('result.lead')}
      above={<UpLink to="/">{t('nav.home')}</UpLink>}
    >
      {days || journeyId ? (
        <Group gap="xs" role="status">
          {days ? <Text fw={600}>{t('result.on', { days })}</Text> : null}
          <Anchor component={Link} to="/results">
            {t('result.everything')}
          </Anchor>
        </Group>
      ) : null}
      <Filter
        label={t('result.filter')}
        value={worth}
        onChange={show}
        options={[
          { value: null, label: t('result.all') },
          ...kinds.map((value) => ({ value, label: t(`result.${value}`) })),
        ]}
      />
      {list.isPending ? <Waiting rows={4} height={68} /> : null}
      {list.isError && list.items.length === 0 ? (
        <Failure error={list.error} retry={() => void list.refetch()} />
      ) : null}
      {list.isSuccess && list.items.length === 0 ? (
        <Empty
          drawing={<LookingGlass />}
          title={narrowed ? undefined : t('result.noneTitle')}
          why={t(narrowed ? 'result.none' : 'result.noneWhy')}
          action={
            <Button component={Link} to="/" variant="default">
              {t('onTheWay.noneAction')}
            </Button>
          }
        />
      ) : null}
      {list.items.length > 0 ? (
        <Rows label={t('result.results')} busy={list.isPlaceholderData}>
          {list.items.map((each) => (
            <ResultRow key={each.enrollmentId} result={each} />
          ))}
        </Rows>
      ) : null}
      <LoadMore list={list} />
    </Page>
  );
}

function ResultRow({ result }: { result: Result }) {
  const { t } = useTranslation();
  const inWords = useInWords();
  const { enrollmentId, customer, journey, reason, at, amount, counts } = result;
  return (
    <Row>
      <Stack gap={0}>
        <RowLink to={`/people/${enrollmentId}`}>{customer.name}</RowLink>
        <Text size="sm">{reason.words}</Text>
        <Text size="sm" c="dimmed">
          {journey.name}, {inWords(at)}
        </Text>
      </Stack>
      {amount === null ? null : (
        <Stack gap={0} maw="18rem">
          <Text fw={600} c={counts ? undefined : 'dimmed'}>
            {t('result.amount', { amount: inMoney(amount) })}
          </Text>
          {counts ? null : <Text size="sm">{t('result.notCounted')}</Text>}
        </Stack>
      )}
    </Row>
  );
}
