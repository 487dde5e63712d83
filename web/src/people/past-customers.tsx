import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useJourney } from '../request/journeys.ts';
import { useMe } from '../request/me.ts';
import { Page } from '../shell/page.tsx';
import { Failure } from '../states/failure.tsx';
import { UpLink } from '../states/up-link.tsx';
import { Waiting } from '../states/waiting.tsx';
import { PastForm } from './past-form.tsx';
import { PastRuns } from './past-runs.tsx';

/** Lets people into a journey to whom it happened before it was on; rehearsed first, so many a day, to be stopped. */
export default function PastCustomers() {
  const { t } = useTranslation();
  const journeyId = useParams().journeyId ?? '';
  const found = useJourney(journeyId);
  const mayStart = useMe().data?.role !== 'viewer';
  const above = <UpLink to={`/journeys/${journeyId}`}>{t('past.back')}</UpLink>;
  if (!found.data)
    return (
      <Page title={t('past.open')} above={above}>
        {found.isError ? <Failure error={found.error} retry={() => void found.refetch()} /> : <Waiting rows={3} />}
      </Page>
    );
  const { name, version, status } = found.data;
  return (
    <Page title={t('past.title', { journey: name })} lead={t('past.lead')} above={above} width="reading">
      {mayStart && version && status !== 'archived' ? <PastForm journeyId={journeyId} /> : null}
      <PastRuns journeyId={journeyId} mayStop={mayStart} />
    </Page>
  );
}
