import { Anchor, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Journey, Message } from '../../../api/schemas.ts';
import { silent } from '../integrations/integration-state.ts';
import { SilentNotice } from '../integrations/silent-notice.tsx';
import { JourneyRow } from '../journeys/journey-row.tsx';
import { MessageRows } from '../messages/message-rows.tsx';
import { CameTooLate } from '../people/came-too-late.tsx';
import { useIntegrations } from '../request/integrations.ts';
import { everyMs } from '../request/journeys.ts';
import { useList } from '../request/list.ts';
import { Page } from '../shell/page.tsx';
import { Failure } from '../states/failure.tsx';
import { Rows } from '../states/rows.tsx';
import { Section } from '../states/section.tsx';
import { Waiting } from '../states/waiting.tsx';
import { Checklist } from './checklist.tsx';
import { stepsOf } from './steps.ts';

/** The four steps until Afterjob works by itself, then what it did last. */
export default function Dashboard() {
  const { t } = useTranslation();
  const integrations = useIntegrations();
  const journeys = useList<Journey>('/api/journeys', {}, { everyMs });
  const messages = useList<Message>('/api/messages', { limit: '5' });
  const failed = integrations.error ?? journeys.error;
  const steps = stepsOf(t, integrations.data?.items ?? [], journeys.items);
  const done = steps.filter((step) => step.done).length;
  const on = journeys.items.filter(({ status }) => status === 'active');
  const unheard = silent(
    integrations.data?.items ?? [],
    on.map(({ trigger }) => trigger),
  );
  const leadDone = unheard.length > 0 ? 'home.leadSilent' : 'home.leadDone';
  const ready = integrations.data && journeys.isSuccess;
  return (
    <Page title={t('home.title')} lead={t(ready && done === 4 ? leadDone : 'home.lead')}>
      {ready && done === 4 ? <SilentNotice integrations={unheard} /> : null}
      {ready && done < 4 ? <Checklist steps={steps} /> : null}
      <CameTooLate />
      {ready || failed ? null : <Waiting rows={4} height={84} />}
      {!ready && failed ? <Failure error={failed} retry={() => void integrations.refetch()} /> : null}
      {ready && done === 4 ? (
        <Section title={t('home.journeys')}>
          <Rows label={t('home.journeys')}>
            {journeys.items.map((journey) => (
              <JourneyRow key={journey.id} journey={journey} />
            ))}
          </Rows>
        </Section>
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
    </Page>
  );
}
