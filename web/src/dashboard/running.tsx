import { Anchor, Button, Group, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Dashboard } from '../../../api/schemas.ts';
import { journeyTone } from '../journeys/journey-tone.ts';
import { Way } from '../states/drawings/way.tsx';
import { Empty } from '../states/empty.tsx';
import { Row, RowLink, Rows } from '../states/rows.tsx';
import { Section } from '../states/section.tsx';
import { Tag } from '../states/tag.tsx';
import { moneyBehind, rowsBehind } from './addresses.ts';
import classes from './dashboard.module.css';
import { inMoney } from './in-money.ts';

type Running = Dashboard['journeys'][number];

/** Who is where, and what each journey did in these days. */
export function Running({ dashboard }: { dashboard: Dashboard }) {
  const { t } = useTranslation();
  const { journeys } = dashboard;
  return (
    <Section title={t('dashboard.running')}>
      {journeys.length === 0 ? (
        <Empty
          drawing={<Way />}
          title={t('dashboard.noneRunning')}
          why={t('dashboard.noneRunningWhy')}
          action={
            <Button component={Link} to="/journeys" variant="default">
              {t('dashboard.toJourneys')}
            </Button>
          }
        />
      ) : (
        <Rows label={t('dashboard.running')}>
          {journeys.map((journey) => (
            <Row key={journey.id} columns="minmax(0, 1fr)">
              <Stack gap={4}>
                <Group gap="xs">
                  <RowLink to={`/journeys/${journey.id}`}>{journey.name}</RowLink>
                  <Tag tone={journeyTone[journey.status]}>{t(`journey.status.${journey.status}`)}</Tag>
                </Group>
                <Counts journey={journey} days={dashboard} />
              </Stack>
            </Row>
          ))}
        </Rows>
      )}
      <Anchor component={Link} to="/journeys" size="sm">
        {t('dashboard.toJourneys')}
      </Anchor>
    </Section>
  );
}

function Counts({ journey, days }: { journey: Running; days: Dashboard }) {
  const { t } = useTranslation();
  const { id, name, waiting, held, sent, goals } = journey;
  const counts = [
    { to: `/journeys/${id}?group=waiting`, words: t('dashboard.waiting', { count: waiting }), shown: true },
    { to: `/journeys/${id}?group=held`, words: t('dashboard.held', { count: held }), shown: held > 0 },
    { to: rowsBehind('sent', days, id), words: t('dashboard.sentCount', { count: sent }), shown: true },
    {
      to: rowsBehind('goals', days, id),
      words: t('dashboard.goalCount', { count: goals.reached }),
      shown: goals.reached > 0,
    },
    {
      to: moneyBehind('invoice_paid', days, id),
      words: t('dashboard.paidAmount', { amount: inMoney(goals.paid.amount) }),
      shown: goals.paid.count > 0,
    },
    {
      to: moneyBehind('quote_approved', days, id),
      words: t('dashboard.approvedAmount', { amount: inMoney(goals.approved.amount) }),
      shown: goals.approved.count > 0,
    },
  ];
  return (
    <Group gap={4} className={classes.counts}>
      {counts
        .filter(({ shown }) => shown)
        .map(({ to, words }) => (
          <Link
            key={to}
            to={to}
            className={classes.count}
            aria-label={t('dashboard.countOf', { what: words, journey: name })}
          >
            {words}
          </Link>
        ))}
    </Group>
  );
}
