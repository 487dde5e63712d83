import { Group, NativeSelect, NumberInput, Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Definition, WaitUnit } from '../../../../journeys/definition.ts';
import { type Block, freshId } from '../blocks.ts';

type Props = {
  block: Block;
  first: boolean;
  steps: Definition['steps'];
  problem: string | null;
  onChange: (block: Block) => void;
};

const units: WaitUnit[] = ['minutes', 'hours', 'days'];
const most = { minutes: 1_051_200, hours: 17_520, days: 730 };

/** Immediately, or after a wait. */
export function WhenFields({ block, first, steps, problem, onChange }: Props) {
  const { t } = useTranslation();
  const { wait } = block;
  const amount = wait?.amount ?? '';
  const [typed, setTyped] = useState<string | number>(amount);
  // An undo changes it from outside.
  useEffect(() => setTyped(amount), [amount]);
  const isMessage = block.step?.kind === 'send_email' || block.step?.kind === 'send_sms';
  const setAmount = (value: string | number) => {
    setTyped(value);
    // A half-typed number is not a wait yet; the last whole one stands.
    if (wait && typeof value === 'number' && value >= 1 && value <= most[wait.unit])
      onChange({ ...block, wait: { ...wait, amount: Math.floor(value) } });
  };
  const setUnit = (unit: WaitUnit) => {
    if (!wait) return;
    const amount = Math.min(wait.amount, most[unit]);
    setTyped(amount);
    onChange({ ...block, wait: { ...wait, unit, amount } });
  };
  const choose = (choice: string) => {
    if (choice === 'now') return onChange({ ...block, wait: null });
    setTyped(1);
    onChange({ ...block, wait: { id: freshId(steps), kind: 'wait', amount: 1, unit: 'days' } });
  };
  return (
    <Stack gap={6}>
      <Group align="flex-end" gap="xs">
        {block.step ? (
          <NativeSelect
            label={t(isMessage ? 'editor.when' : 'builder.when')}
            value={wait ? 'wait' : 'now'}
            onChange={(event) => choose(event.currentTarget.value)}
            data={[
              { value: 'now', label: t(isMessage ? 'editor.immediately' : 'journey.step.atOnce') },
              { value: 'wait', label: t('editor.waitFirst') },
            ]}
          />
        ) : null}
        {wait ? (
          <>
            <NumberInput
              id={`field-${wait.id}-amount`}
              label={t('editor.amount')}
              w={96}
              min={1}
              max={most[wait.unit]}
              allowDecimal={false}
              allowNegative={false}
              value={typed}
              error={problem}
              onChange={setAmount}
              onBlur={() => setTyped(wait.amount)}
            />
            <NativeSelect
              label={t('editor.unit')}
              value={wait.unit}
              onChange={(event) => setUnit(event.currentTarget.value as WaitUnit)}
              data={units.map((unit) => ({ value: unit, label: t(`editor.units.${unit}`) }))}
            />
          </>
        ) : null}
      </Group>
      {first && isMessage && !wait ? (
        <Text size="sm" c="dimmed">
          {t('editor.immediatelyFirst')}
        </Text>
      ) : null}
    </Stack>
  );
}
