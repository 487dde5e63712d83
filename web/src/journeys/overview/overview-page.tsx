import { Button, Skeleton } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { lazy, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router';
import type { JourneyDetail } from '../../../../api/schemas.ts';
import { useJourney, useStepCounts } from '../../request/journeys.ts';
import { useMe } from '../../request/me.ts';
import { Page } from '../../shell/page.tsx';
import { Failure } from '../../states/failure.tsx';
import { Filter } from '../../states/filter.tsx';
import { UpLink } from '../../states/up-link.tsx';
import { Waiting } from '../../states/waiting.tsx';
import { numbersOf } from '../editor/numbers.ts';
import type { Came, Counted } from './count-links.tsx';
import { StepTable } from './step-table.tsx';

const Canvas = lazy(() => import('./canvas.tsx'));

const spans = ['7', '30'] as const;
const nobody = { waiting: 0, sent: 0, skipped: 0, failed: 0 };

/** The whole journey at one glance, with how many people each step has seen. */
export default function OverviewPage() {
  const { t } = useTranslation();
  const found = useJourney(useParams().journeyId ?? '');
  if (found.data) return <Loaded journey={found.data} />;
  return (
    <Page title={t('overview.open')} above={<UpLink to="/journeys">{t('journey.back')}</UpLink>}>
      {found.isError ? <Failure error={found.error} retry={() => void found.refetch()} /> : <Waiting rows={4} />}
    </Page>
  );
}

function Loaded({ journey }: { journey: JourneyDetail }) {
  const { t } = useTranslation();
  const mayChange = useMe().data?.role !== 'viewer';
  const [search, setSearch] = useSearchParams();
  const days = spans.find((each) => each === search.get('days')) ?? null;
  const counts = useStepCounts(journey.id, days);
  const hasRoom = useMediaQuery('(min-width: 48em)', true, { getInitialValueInEffect: false });
  const definition = journey.published ?? journey.draft;
  const numbers = useMemo(() => numbersOf(definition.steps), [definition]);
  const countsOf = useMemo(() => {
    const known = new Map(counts.data?.steps.map(({ stepId, ...each }) => [stepId, each]));
    return (stepId: string): Counted => ({
      counts: known.get(stepId) ?? nobody,
      to: (came: Came) =>
        `/journeys/${journey.id}?${new URLSearchParams({ step: stepId, came, ...(days && { days }) })}`,
    });
  }, [counts.data, journey.id, days]);
  return (
    <Page
      title={t('overview.title', { name: journey.name })}
      lead={t('overview.lead')}
      above={<UpLink to={`/journeys/${journey.id}`}>{t('editor.back')}</UpLink>}
      actions={
        mayChange ? (
          <Button component={Link} to={`/journeys/${journey.id}/edit`} variant="default">
            {t('journey.edit')}
          </Button>
        ) : null
      }
    >
      <Filter
        label={t('overview.days')}
        value={days}
        onChange={(value) => setSearch(value ? { days: value } : {}, { replace: true })}
        options={[
          ...spans.map((value) => ({ value, label: t('overview.lastDays', { days: value }) })),
          { value: null, label: t('overview.allDays') },
        ]}
      />
      {counts.isError ? <Failure error={counts.error} retry={() => void counts.refetch()} /> : null}
      {hasRoom && definition.steps.length > 0 ? (
        <Suspense fallback={<Skeleton height={480} radius="md" />}>
          <Canvas
            definition={definition}
            numbers={numbers}
            countsOf={countsOf}
            start={journey.trigger?.label ?? t('overview.start')}
          />
        </Suspense>
      ) : null}
      <StepTable definition={definition} numbers={numbers} countsOf={countsOf} />
    </Page>
  );
}
