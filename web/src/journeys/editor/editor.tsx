import { ActionIcon, Button, Group, Text, TextInput } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { JourneyDetail } from '../../../../api/schemas.ts';
import type { Definition } from '../../../../journeys/definition.ts';
import { hideNotice, notify } from '../../overlays/notify.ts';
import { Page } from '../../shell/page.tsx';
import { Section } from '../../states/section.tsx';
import { Tag } from '../../states/tag.tsx';
import { UpLink } from '../../states/up-link.tsx';
import { journeyTone } from '../journey-tone.ts';
import { Conflict } from './conflict.tsx';
import { ExitsSection } from './exits-section.tsx';
import { Lane } from './lane.tsx';
import { numbersOf } from './numbers.ts';
import { ProblemList } from './problem-list.tsx';
import { problemsByPlace } from './problems.ts';
import { PublishBar } from './publish-bar.tsx';
import { Rules } from './rules.tsx';
import { StartSection } from './start-section.tsx';
import { useDraft } from './use-draft.ts';
import { useFields } from './use-fields.ts';
import { useHistory } from './use-history.ts';
import { WhoSection } from './who-section.tsx';
import { type Workbench, WorkbenchProvider } from './workbench.ts';

/** The journey as a form: what starts it, its steps from top to bottom, the rules. Saved while it is written. */
export function Editor({ journey }: { journey: JourneyDetail }) {
  const { t } = useTranslation();
  const saving = useDraft(journey);
  const { work } = saving;
  const history = useHistory(work, saving.change);
  const { draft } = work;
  const fields = useFields(draft.trigger);
  const problems = useMemo(() => problemsByPlace(journey.problems, draft), [journey.problems, draft]);
  const numbers = useMemo(() => numbersOf(draft.steps), [draft.steps]);
  const setDraft = (next: Definition) => history.record({ ...work, draft: next });

  const onRemoved = (number: number) => {
    const id = `removed-${Date.now()}`;
    const giveBack = () => {
      history.record(work);
      void hideNotice(id);
    };
    void notify({
      id,
      autoClose: 10_000,
      message: (
        <Group justify="space-between" wrap="nowrap">
          <Text size="sm">{t('editor.removed', { number })}</Text>
          <Button size="compact-sm" variant="subtle" onClick={giveBack}>
            {t('editor.undo')}
          </Button>
        </Group>
      ),
    });
  };
  const workbench: Workbench = { journeyId: journey.id, draft, fields, problems, numbers, onRemoved, Lane };

  return (
    <Page
      width="reading"
      title={work.name || t('editor.title')}
      above={<UpLink to={`/journeys/${journey.id}`}>{t('editor.back')}</UpLink>}
      beside={
        <Group gap="xs">
          <ActionIcon
            variant="default"
            size="lg"
            aria-label={t('builder.undo')}
            disabled={!history.canUndo}
            onClick={history.undo}
          >
            <IconArrowBackUp size={18} aria-hidden />
          </ActionIcon>
          <ActionIcon
            variant="default"
            size="lg"
            aria-label={t('builder.redo')}
            disabled={!history.canRedo}
            onClick={history.redo}
          >
            <IconArrowForwardUp size={18} aria-hidden />
          </ActionIcon>
          <Tag tone={journeyTone[journey.status]}>{t(`journey.status.${journey.status}`)}</Tag>
        </Group>
      }
    >
      <WorkbenchProvider value={workbench}>
        <Conflict saving={saving} />
        <TextInput
          id="field-name"
          label={t('editor.name')}
          value={work.name}
          maxLength={120}
          required
          error={work.name.trim() ? null : t('account.required')}
          onChange={(event) => history.record({ ...work, name: event.currentTarget.value })}
        />
        <StartSection
          draft={draft}
          problem={problems.at('trigger')}
          onChange={(trigger) => setDraft({ ...draft, trigger })}
        />
        <WhoSection draft={draft} onChange={setDraft} />
        <Section title={t('editor.messages')}>
          <div id="field-steps" tabIndex={-1}>
            <Lane name={null} steps={draft.steps} onChange={(steps) => setDraft({ ...draft, steps })} />
          </div>
        </Section>
        <ExitsSection draft={draft} problems={problems} onChange={(exits) => setDraft({ ...draft, exits })} />
        <Rules draft={draft} onChange={setDraft} />
        <ProblemList problems={problems} />
        <PublishBar journey={journey} saving={saving} />
      </WorkbenchProvider>
    </Page>
  );
}
