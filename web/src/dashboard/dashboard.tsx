import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { Journey } from '../../../api/schemas.ts';
import { furnished } from '../furnished.ts';
import { silent } from '../integrations/integration-state.ts';
import { SilentNotice } from '../integrations/silent-notice.tsx';
import { useIntegrations } from '../request/integrations.ts';
import { useList } from '../request/list.ts';
import { useMay } from '../request/me.ts';
import { Page } from '../shell/page.tsx';
import { Failure } from '../states/failure.tsx';
import { Waiting } from '../states/waiting.tsx';
import { Checklist } from './checklist.tsx';
import { stepsOf } from './steps.ts';

const FirstJourneys = lazy(furnished(() => import('./first-journeys.tsx')));
const Work = lazy(furnished(() => import('./work.tsx')));

/** The four steps until Afterjob works by itself; from then on what needs a look, and what the last days brought. */
export default function Dashboard() {
  const { t } = useTranslation();
  const integrations = useIntegrations();
  const journeys = useList<Journey>('/api/journeys');
  const may = { connect: useMay('admin'), write: useMay('member') };
  const failed = integrations.error ?? journeys.error;
  const providers = integrations.data?.items ?? [];
  const steps = stepsOf(t, providers, journeys.items, may);
  const ready = integrations.data && journeys.isSuccess;
  const done = steps.every((step) => step.done);
  const on = journeys.items.filter(({ status }) => status === 'active');
  const unheard = silent(
    providers,
    on.map(({ trigger }) => trigger),
  );
  // Whoever has been through the steps is not sent back to them: what broke since is a problem like others.
  const begun = done || (journeys.items.some(({ version }) => version !== null) && providers.some(wasConnected));
  const picks = steps.find((step) => !step.done)?.key === 'journey';
  const lead = unheard.length > 0 ? 'home.leadSilent' : 'home.leadDone';
  return (
    <Page title={t('home.title')} lead={t(ready && begun ? lead : 'home.lead')}>
      {ready && begun ? <SilentNotice integrations={unheard} /> : null}
      {ready && !begun ? <Checklist steps={steps} /> : null}
      {ready || failed ? null : <Waiting rows={4} height={84} />}
      {!ready && failed ? <Failure error={failed} retry={() => void integrations.refetch()} /> : null}
      <Suspense fallback={<Waiting rows={3} height={84} />}>
        {ready && !begun && picks ? <FirstJourneys integrations={providers} /> : null}
        {ready && begun ? <Work /> : null}
      </Suspense>
    </Page>
  );
}

const wasConnected = ({ connectedAt }: { connectedAt: string | null }) => connectedAt !== null;
