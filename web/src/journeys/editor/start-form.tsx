import { Text } from '@mantine/core';
import { useState } from 'react';
import type { Definition } from '../../../../journeys/definition.ts';
import { TriggerPicker } from '../trigger-picker.tsx';

type Props = { draft: Definition; problem: string | null; onChange: (trigger: Definition['trigger']) => void };

/** What starts it, each with what it really means. */
export function StartForm({ draft, problem, onChange }: Props) {
  const [provider, setProvider] = useState(draft.trigger?.provider ?? null);
  return (
    <div id="field-trigger" tabIndex={-1}>
      <TriggerPicker value={draft.trigger} provider={provider} onProvider={setProvider} onChange={onChange} />
      {problem ? (
        <Text size="sm" c="var(--mantine-color-error)" mt="sm">
          {problem}
        </Text>
      ) : null}
    </div>
  );
}
