import { Group, NativeSelect, NumberInput, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StepOf, WaitUnit } from '../../../../journeys/definition.ts';
import { type Reaction, reactions } from '../../../../journeys/reactions.ts';
import { laneOf, wayOf } from '../ways.ts';
import type { Problems } from './problems.ts';

type Step = StepOf<'wait_for'>;
type Props = { step: Step; problems: Problems; onChange: (step: Step) => void };

const units: WaitUnit[] = ['minutes', 'hours', 'days'];
const most = { minutes: 1_051_200, hours: 17_520, days: 730 };

/** What is waited for, how long, and what follows either way. */
export function WaitForFields({ step, problems, onChange }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<string | number>(step.amount);
  const setAmount = (value: string | number) => {
    setTyped(value);
    // A half-typed number is not a wait yet; the last whole one stands.
    if (typeof value === 'number' && value >= 1 && value <= most[step.unit])
      onChange({ ...step, amount: Math.floor(value) });
  };
  const setUnit = (unit: WaitUnit) => {
    const amount = Math.min(step.amount, most[unit]);
    setTyped(amount);
    onChange({ ...step, unit, amount });
  };
  const way = (outcome: 'happened' | 'timedOut') => (
    <NativeSelect
      label={t(`reaction.${outcome}`)}
      value={wayOf(step[outcome])}
      onChange={(event) => {
        const way = event.currentTarget.value;
        if (way === 'go_on' || way === 'end') onChange({ ...step, [outcome]: laneOf(way, step.id, outcome) });
      }}
      data={[
        { value: 'go_on', label: t('reaction.goOn') },
        { value: 'end', label: t('reaction.end') },
        ...(wayOf(step[outcome]) === 'steps' ? [{ value: 'steps', label: t('reaction.steps') }] : []),
      ]}
    />
  );
  return (
    <Stack gap="sm">
      <NativeSelect
        id={`field-${step.id}-for`}
        label={t('reaction.for')}
        description={t('reaction.since')}
        value={step.for}
        error={problems.at(step.id, 'for')}
        onChange={(event) => onChange({ ...step, for: event.currentTarget.value as Reaction })}
        data={reactions.map((value) => ({ value, label: t(`reaction.${value}`) }))}
      />
      <Group align="flex-end" gap="xs">
        <NumberInput
          id={`field-${step.id}-amount`}
          label={t('reaction.amount')}
          w={96}
          min={1}
          max={most[step.unit]}
          allowDecimal={false}
          allowNegative={false}
          value={typed}
          error={problems.at(step.id, 'amount')}
          onChange={setAmount}
          onBlur={() => setTyped(step.amount)}
        />
        <NativeSelect
          label={t('editor.unit')}
          value={step.unit}
          onChange={(event) => setUnit(event.currentTarget.value as WaitUnit)}
          data={units.map((unit) => ({ value: unit, label: t(`editor.units.${unit}`) }))}
        />
      </Group>
      <Group align="flex-end" gap="xs">
        {way('happened')}
        {way('timedOut')}
      </Group>
      {wayOf(step.happened) === 'end' && wayOf(step.timedOut) === 'end' ? (
        <Text size="sm" c="dimmed">
          {t('editor.exitBlock')}
        </Text>
      ) : null}
    </Stack>
  );
}
