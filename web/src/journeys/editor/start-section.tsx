import { Button, Group, Paper, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Definition } from '../../../../journeys/definition.ts';
import { Section } from '../../states/section.tsx';
import { TriggerPicker, TriggerWords } from '../trigger-picker.tsx';

type Props = { draft: Definition; problem: string | null; onChange: (trigger: Definition['trigger']) => void };

export function StartSection({ draft, problem, onChange }: Props) {
  const { t } = useTranslation();
  const [changing, setChanging] = useState(draft.trigger === null);
  const [provider, setProvider] = useState(draft.trigger?.provider ?? null);
  return (
    <Section title={t('editor.start')}>
      <div id="field-trigger" tabIndex={-1}>
        {changing ? (
          <Paper withBorder p="md" bg="var(--surface)">
            <TriggerPicker value={draft.trigger} provider={provider} onProvider={setProvider} onChange={onChange} />
          </Paper>
        ) : draft.trigger ? (
          <TriggerWords trigger={draft.trigger} />
        ) : null}
      </div>
      {problem ? (
        <Text size="sm" c="var(--mantine-color-error)">
          {problem}
        </Text>
      ) : null}
      <Group>
        <Button
          variant="default"
          size="xs"
          disabled={changing && !draft.trigger}
          onClick={() => setChanging((now) => !now)}
        >
          {t(changing ? 'editor.done' : 'editor.change')}
        </Button>
      </Group>
    </Section>
  );
}
