import { Button, NativeSelect, Stack, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Condition } from '../../../../journeys/conditions.ts';
import { begunOn, conditionOf, rulesOf } from './condition-choices.ts';
import { ConditionLine } from './condition-line.tsx';
import { useWorkbench } from './workbench.ts';

type Props = {
  /** Where problems of it are said. */
  id: string;
  label: string;
  value: Condition | null;
  problem: string | null;
  onChange: (condition: Condition) => void;
};

/** A list of conditions: all of them, or any of them. */
export function ConditionFields({ id, label, value, problem, onChange }: Props) {
  const { t } = useTranslation();
  const { fields } = useWorkbench();
  const rules = rulesOf(value);
  const { how, parts } = rules;
  const setParts = (next: Condition[]) => onChange(conditionOf({ how, parts: next }));
  const first = fields[0];
  return (
    <Stack gap="xs" id={id} tabIndex={-1} role="group" aria-label={label}>
      {parts.length > 1 ? (
        <NativeSelect
          label={label}
          value={how}
          onChange={(event) =>
            onChange(conditionOf({ parts, how: event.currentTarget.value === 'any' ? 'any' : 'all' }))
          }
          data={[
            { value: 'all', label: t('builder.allOf') },
            { value: 'any', label: t('builder.anyOf') },
          ]}
        />
      ) : (
        <Text size="sm" fw={500} aria-hidden>
          {label}
        </Text>
      )}
      {parts.map((part, index) => (
        <ConditionLine
          // biome-ignore lint/suspicious/noArrayIndexKey: a condition has no name of its own, and its fields hold no state.
          key={index}
          number={index + 1}
          value={part}
          onChange={(next) => setParts(parts.map((each, at) => (at === index ? next : each)))}
          onRemove={() => setParts(parts.filter((_, at) => at !== index))}
        />
      ))}
      {problem ? (
        <Text size="sm" c="var(--mantine-color-error)">
          {problem}
        </Text>
      ) : null}
      {first ? (
        <div>
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => setParts([...parts, begunOn(first)])}
          >
            {t('builder.addCondition')}
          </Button>
        </div>
      ) : null}
    </Stack>
  );
}
