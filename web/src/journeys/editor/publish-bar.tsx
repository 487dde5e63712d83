import { Anchor, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCloudCheck, IconLoader2 } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { JourneyDetail, Publication } from '../../../../api/schemas.ts';
import { silent } from '../../integrations/integration-state.ts';
import { SilentNotice } from '../../integrations/silent-notice.tsx';
import { ask } from '../../overlays/ask.ts';
import { notifyDone } from '../../overlays/notify.ts';
import { useIntegrations } from '../../request/integrations.ts';
import { journeyKey, nextPublication, publish } from '../../request/journeys.ts';
import { request } from '../../request/request.ts';
import { Failure } from '../../states/failure.tsx';
import { Plan } from '../plan.tsx';
import { type Inside, PublishQuestion } from '../publish-question.tsx';
import { Closed } from './closed.tsx';
import { firstFault, type PlacedProblem, type Problems, problemsByPlace } from './problems.ts';
import classes from './publish-bar.module.css';
import type { Draft, SaveState } from './use-draft.ts';

type Props = { journey: JourneyDetail; saving: Draft; problems: Problems; onGo: (problem: PlacedProblem) => void };

const icons: Record<SaveState, typeof IconLoader2> = {
  saved: IconCloudCheck,
  unsaved: IconLoader2,
  saving: IconLoader2,
  failed: IconAlertTriangle,
  conflict: IconAlertTriangle,
};

/** Whether everything is saved, and the one button that lets it loose on customers. */
export function PublishBar({ journey, saving, problems, onGo }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const integrations = useIntegrations().data?.items ?? [];
  const first = journey.version === null;
  const { name, draft } = saving.work;
  const Icon = icons[saving.state];
  const publishing = useMutation({
    mutationFn: (publication: Publication) => publish(journey.id, publication),
    onSuccess: async () => {
      notifyDone(t(first ? 'editor.turnedOn' : 'editor.published', { name }));
      await client.invalidateQueries({ queryKey: ['list'] });
      await navigate(`/journeys/${journey.id}`);
    },
    onSettled: () => client.invalidateQueries({ queryKey: journeyKey(journey.id) }),
  });
  const looking = useMutation({
    mutationFn: async () => {
      const stored = await request<JourneyDetail>(`/api/journeys/${journey.id}`);
      return { stored, next: await nextPublication(journey.id) };
    },
    onSuccess: ({ stored }) => void client.setQueryData(journeyKey(journey.id), stored),
  });
  const asking = useRef(false);
  const saveThenAsk = async () => {
    if (!(await saving.flush())) return;
    // What was missing may have been mended on another page meanwhile.
    const looked = await looking.mutateAsync().catch(() => null);
    if (!looked) return;
    const { stored, next } = looked;
    const fault = firstFault(problemsByPlace(stored.problems, stored.draft));
    if (fault) return onGo(fault);
    let inside: Inside = 'stay';
    const sure = await ask({
      title: t(first ? 'editor.turnOnTitle' : 'editor.publishTitle', { name }),
      wide: true,
      children: (
        <Stack gap="sm">
          {first ? <Text>{t('editor.turnOnWhy')}</Text> : null}
          <PublishQuestion next={next} onChange={(chosen) => (inside = chosen)} />
          <SilentNotice integrations={silent(integrations, [stored.draft.trigger])} outside />
          <Closed journey={stored} />
          <Plan definition={draft} />
        </Stack>
      ),
      confirm: t(first ? 'editor.turnOn' : 'editor.publish'),
      cancel: t('editor.notYet'),
      closeLabel: t('close'),
    });
    const accepted = next.problems.filter(({ severity }) => severity === 'warning').map(({ code }) => code);
    if (sure) publishing.mutate({ revision: next.revision, inside, accepted });
  };
  // Two presses in one breath are one question.
  const askOnce = async () => {
    if (asking.current) return;
    asking.current = true;
    await saveThenAsk().finally(() => {
      asking.current = false;
    });
  };
  const missing = firstFault(problems);
  const count = problems.all.filter(({ severity }) => severity === 'error').length;
  return (
    <Stack gap="sm" className={classes.bar}>
      <Failure error={looking.error ?? publishing.error} />
      <Paper withBorder px="md" py="sm" bg="var(--surface-raised)" shadow="sm">
        <Group justify="space-between" gap="sm">
          <Group gap={8} role="status">
            <Icon size={18} stroke={1.7} aria-hidden />
            <Text size="sm">{t(`editor.state.${saving.state}`)}</Text>
          </Group>
          {missing ? (
            <Anchor component="button" type="button" size="sm" underline="always" onClick={() => onGo(missing)}>
              {t('builder.toMend', { count })}
            </Anchor>
          ) : null}
          <Button
            onClick={() => void askOnce()}
            loading={looking.isPending || publishing.isPending}
            disabled={saving.state === 'conflict'}
          >
            {t(first ? 'editor.turnOn' : 'editor.publish')}
          </Button>
        </Group>
      </Paper>
    </Stack>
  );
}
