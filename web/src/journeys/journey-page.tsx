import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { JourneyDetail } from '../../../api/schemas.ts';
import { silent } from '../integrations/integration-state.ts';
import { SilentNotice } from '../integrations/silent-notice.tsx';
import { useIntegrations } from '../request/integrations.ts';
import { useJourney } from '../request/journeys.ts';
import { useMe } from '../request/me.ts';
import { Page } from '../shell/page.tsx';
import { Failure } from '../states/failure.tsx';
import { Section } from '../states/section.tsx';
import { Tag } from '../states/tag.tsx';
import { UpLink } from '../states/up-link.tsx';
import { Waiting } from '../states/waiting.tsx';
import { useInWords } from '../time/moment.tsx';
import { ExitList } from './exit-list.tsx';
import { JourneyActions } from './journey-actions.tsx';
import { JourneyCounts } from './journey-counts.tsx';
import { journeyTone } from './journey-tone.ts';
import { People } from './people.tsx';
import { Plan } from './plan.tsx';
import { Versions } from './versions.tsx';

export default function JourneyPage() {
  const { t } = useTranslation();
  const found = useJourney(useParams().journeyId ?? '');
  const above = <UpLink to="/journeys">{t('journey.back')}</UpLink>;
  if (!found.data)
    return (
      <Page title={t('journey.title')} above={above}>
        {found.isError ? <Failure error={found.error} retry={() => void found.refetch()} /> : <Waiting rows={4} />}
      </Page>
    );
  return <Loaded journey={found.data} above={above} />;
}

function Loaded({ journey, above }: { journey: JourneyDetail; above: React.ReactNode }) {
  const { t } = useTranslation();
  const inWords = useInWords();
  const integrations = useIntegrations().data?.items ?? [];
  const { status, version, publishedAt } = journey;
  const mayChange = useMe().data?.role !== 'viewer';
  return (
    <Page
      title={journey.name}
      above={above}
      beside={
        <span role="status">
          <Tag tone={journeyTone[status]}>{t(`journey.status.${status}`)}</Tag>
        </span>
      }
      lead={journey.trigger ? t('journey.startsWhen', { trigger: journey.trigger.label }) : t('journey.noTrigger')}
      actions={
        <>
          {status === 'archived' || !mayChange ? null : (
            <Button
              component={Link}
              to={`/journeys/${journey.id}/edit`}
              variant={status === 'draft' ? 'filled' : 'default'}
              leftSection={<IconPencil size={16} aria-hidden />}
            >
              {t('journey.edit')}
            </Button>
          )}
          <Button component={Link} to={`/journeys/${journey.id}/overview`} variant="default">
            {t('overview.open')}
          </Button>
          {mayChange ? (
            <>
              <Button component={Link} to={`/journeys/${journey.id}/rehearsal`} variant="default">
                {t('rehearsal.open')}
              </Button>
              <JourneyActions journey={journey} />
            </>
          ) : null}
        </>
      }
    >
      {mayChange ? null : <Text c="dimmed">{t('builder.viewer')}</Text>}
      {status === 'paused' ? <Alert color="amber">{t('journey.paused')}</Alert> : null}
      {status === 'active' ? <SilentNotice integrations={silent(integrations, [journey.trigger])} /> : null}
      <JourneyCounts journey={journey} />
      <Section title={t('journey.plan')}>
        <Stack gap="xs">
          <Plan definition={journey.published ?? journey.draft} />
          <ExitList definition={journey.published ?? journey.draft} />
          <Group gap="xs">
            {version && publishedAt ? (
              <Text size="sm" c="dimmed">
                {t('journey.version', { version, at: inWords(publishedAt) })}
              </Text>
            ) : null}
            {version && journey.hasUnpublishedChanges ? <Tag tone="info">{t('journey.unpublished')}</Tag> : null}
          </Group>
        </Stack>
      </Section>
      <People journey={journey} />
      {version ? <Versions journey={journey} /> : null}
    </Page>
  );
}
