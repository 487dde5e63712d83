import { Group, NativeSelect, NumberInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WaitUnit } from '../../../../journeys/definition.ts';

type Length = { amount: number; unit: WaitUnit };
type Props = { id: string; label: string; value: Length; problem: string | null; onChange: (length: Length) => void };

const units: WaitUnit[] = ['minutes', 'hours', 'days'];
export const mostOf = { minutes: 1_051_200, hours: 17_520, days: 730 };

/** An amount of time with its unit; a half-typed number is none yet, and the last whole one stands. */
export function LengthFields({ id, label, value, problem, onChange }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<string | number>(value.amount);
  // An undo changes it from outside.
  useEffect(() => setTyped(value.amount), [value.amount]);
  const setAmount = (next: string | number) => {
    setTyped(next);
    if (typeof next === 'number' && next >= 1 && next <= mostOf[value.unit])
      onChange({ ...value, amount: Math.floor(next) });
  };
  const setUnit = (unit: WaitUnit) => {
    const amount = Math.min(value.amount, mostOf[unit]);
    setTyped(amount);
    onChange({ unit, amount });
  };
  return (
    <Group align="flex-end" gap="xs">
      <NumberInput
        id={id}
        label={label}
        w={140}
        min={1}
        max={mostOf[value.unit]}
        allowDecimal={false}
        allowNegative={false}
        value={typed}
        error={problem}
        onChange={setAmount}
        onBlur={() => setTyped(value.amount)}
      />
      <NativeSelect
        label={t('editor.unit')}
        value={value.unit}
        onChange={(event) => setUnit(event.currentTarget.value as WaitUnit)}
        data={units.map((unit) => ({ value: unit, label: t(`editor.units.${unit}`) }))}
      />
    </Group>
  );
}
