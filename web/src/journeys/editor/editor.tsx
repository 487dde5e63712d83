import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconDeviceMobileMessage, IconMail, IconMessageCircleQuestion } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { JourneyDetail } from '../../../../api/schemas.ts';
import type { Definition } from '../../../../journeys/definition.ts';
import { hideNotice, notify } from '../../overlays/notify.ts';
import { Page } from '../../shell/page.tsx';
import { Section } from '../../states/section.tsx';
import { Tag } from '../../states/tag.tsx';
import { UpLink } from '../../states/up-link.tsx';
import { type Block, freshId, moved, toBlocks, toSteps } from '../blocks.ts';
import { journeyTone } from '../journey-tone.ts';
import { laneOf } from '../ways.ts';
import { BlockCard } from './block-card.tsx';
import { Conflict } from './conflict.tsx';
import { ExitsSection } from './exits-section.tsx';
import { ProblemList } from './problem-list.tsx';
import { problemsByPlace } from './problems.ts';
import { PublishBar } from './publish-bar.tsx';
import { Rules } from './rules.tsx';
import { StartSection } from './start-section.tsx';
import { TrialButton } from './trial-button.tsx';
import { useDraft } from './use-draft.ts';
import { useFields } from './use-fields.ts';

/** The journey as a form: what starts it, the messages from top to bottom, the rules. Saved while it is written. */
export function Editor({ journey }: { journey: JourneyDetail }) {
  const { t } = useTranslation();
  const saving = useDraft(journey);
  const { work, change } = saving;
  const { draft } = work;
  const fields = useFields(draft.trigger);
  const blocks = toBlocks(draft.steps);
  const problems = problemsByPlace(journey.problems, draft);

  const setDraft = (next: Definition) => change({ ...work, draft: next });
  const setBlocks = (next: Block[]) => setDraft({ ...draft, steps: toSteps(next) });
  const add = (kind: 'send_email' | 'send_sms') => {
    const id = freshId(draft.steps);
    const step =
      kind === 'send_email' ? ({ id, kind, subject: '', body: '' } as const) : ({ id, kind, body: '' } as const);
    setBlocks([...blocks, { key: id, wait: null, step }]);
    // The new card stands below the fold; its first field is where the owner goes on.
    requestAnimationFrame(() =>
      document.getElementById(`field-${id}-${kind === 'send_email' ? 'subject' : 'body'}`)?.focus(),
    );
  };
  const addWaitFor = () => {
    const id = freshId(draft.steps);
    const happened = laneOf('end', id, 'happened');
    const length = { amount: 2, unit: 'days' } as const;
    const step = { id, kind: 'wait_for', for: 'replied', ...length, happened, timedOut: [] } as const;
    setBlocks([...blocks, { key: id, wait: null, step: { ...step, timedOut: [] } }]);
    requestAnimationFrame(() => document.getElementById(`field-${id}-for`)?.focus());
  };
  const remove = (index: number) => {
    const before = work;
    setBlocks(blocks.filter((_, at) => at !== index));
    const id = `removed-${Date.now()}`;
    void notify({
      id,
      autoClose: 10_000,
      message: (
        <Group justify="space-between" wrap="nowrap">
          <Text size="sm">{t('editor.removed', { number: index + 1 })}</Text>
          <Button
            size="compact-sm"
            variant="subtle"
            onClick={() => {
              change(before);
              void hideNotice(id);
            }}
          >
            {t('editor.undo')}
          </Button>
        </Group>
      ),
    });
  };

  return (
    <Page
      width="reading"
      title={work.name || t('editor.title')}
      above={<UpLink to={`/journeys/${journey.id}`}>{t('editor.back')}</UpLink>}
      beside={<Tag tone={journeyTone[journey.status]}>{t(`journey.status.${journey.status}`)}</Tag>}
    >
      <Conflict saving={saving} />
      <TextInput
        id="field-name"
        label={t('editor.name')}
        value={work.name}
        maxLength={120}
        required
        error={work.name.trim() ? null : t('account.required')}
        onChange={(event) => change({ ...work, name: event.currentTarget.value })}
      />
      <StartSection
        draft={draft}
        problem={problems.at('trigger')}
        onChange={(trigger) => setDraft({ ...draft, trigger })}
      />
      <Section title={t('editor.messages')}>
        <Stack gap="md" id="field-steps" tabIndex={-1}>
          {blocks.length === 0 ? <Text c="dimmed">{t('editor.noMessages')}</Text> : null}
          {blocks.map((block, index) => (
            <BlockCard
              key={block.key}
              block={block}
              number={index + 1}
              last={index === blocks.length - 1}
              fields={fields}
              problems={problems}
              steps={draft.steps}
              trial={
                <TrialButton journeyId={journey.id} draft={draft} stepId={block.step?.id ?? ''} number={index + 1} />
              }
              onChange={(next) => setBlocks(blocks.map((each, at) => (at === index ? next : each)))}
              onMove={(by) => setBlocks(moved(blocks, index, by))}
              onRemove={() => remove(index)}
            />
          ))}
          <Group gap="xs">
            <Button variant="light" leftSection={<IconMail size={16} aria-hidden />} onClick={() => add('send_email')}>
              {t('editor.addEmail')}
            </Button>
            <Button
              variant="light"
              leftSection={<IconDeviceMobileMessage size={16} aria-hidden />}
              onClick={() => add('send_sms')}
            >
              {t('editor.addSms')}
            </Button>
            <Button
              variant="default"
              leftSection={<IconMessageCircleQuestion size={16} aria-hidden />}
              onClick={addWaitFor}
            >
              {t('reaction.add')}
            </Button>
          </Group>
        </Stack>
      </Section>
      <ExitsSection draft={draft} problems={problems} onChange={(exits) => setDraft({ ...draft, exits })} />
      <Rules draft={draft} onChange={setDraft} />
      <ProblemList problems={problems} />
      <PublishBar journey={journey} saving={saving} />
    </Page>
  );
}
