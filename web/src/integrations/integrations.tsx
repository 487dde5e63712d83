import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { BothSystems } from '../matches/both-systems.tsx';
import { useIntegrations } from '../request/integrations.ts';
import { Page } from '../shell/page.tsx';
import { Failure } from '../states/failure.tsx';
import { Waiting } from '../states/waiting.tsx';
import { CallbackNotice } from './callback-notice.tsx';
import { IntegrationCard } from './integration-card.tsx';

export default function Integrations() {
  const { t } = useTranslation();
  const integrations = useIntegrations();
  return (
    <Page title={t('integration.title')} lead={t('integration.lead')}>
      <CallbackNotice integrations={integrations.data?.items ?? []} />
      {integrations.isPending ? <Waiting rows={1} height={260} /> : null}
      {integrations.isError && !integrations.data ? (
        <Failure error={integrations.error} retry={() => void integrations.refetch()} />
      ) : null}
      <Stack gap="lg">
        {integrations.data?.items.map((each) => (
          <IntegrationCard key={each.provider} integration={each} />
        ))}
        <BothSystems integrations={integrations.data?.items ?? []} />
      </Stack>
    </Page>
  );
}
