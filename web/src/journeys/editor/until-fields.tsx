import { Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { StepOf } from '../../../../journeys/definition.ts';
import { LengthFields } from './length-fields.tsx';
import { WeekdayChoice } from './weekday-choice.tsx';
import { useWorkbench } from './workbench.ts';

type Step = StepOf<'wait_until'>;

/** A time of the day, days of the week, or so long before or after a date. */
export function UntilFields({ step, onChange }: { step: Step; onChange: (step: Step) => void }) {
  const { t } = useTranslation();
  const { fields, problems } = useWorkbench();
  const dates = fields.filter(({ type }) => type === 'date');
  const { date } = step;
  const side = date === null ? 'now' : date.amount < 0 ? 'before' : 'after';
  const choose = (next: string) => {
    if (next === 'now') return onChange({ ...step, date: null });
    const field = date?.field ?? dates[0]?.name;
    if (!field) return;
    const amount = Math.abs(date?.amount ?? 1) || 1;
    onChange({ ...step, date: { field, unit: date?.unit ?? 'days', amount: next === 'before' ? -amount : amount } });
  };
  return (
    <Stack gap="sm">
      <NativeSelect
        label={t('builder.until')}
        value={side}
        onChange={(event) => choose(event.currentTarget.value)}
        data={[
          { value: 'now', label: t('builder.untilNext') },
          { value: 'before', label: t('builder.untilBefore'), disabled: dates.length === 0 },
          { value: 'after', label: t('builder.untilAfter'), disabled: dates.length === 0 },
        ]}
      />
      {date ? (
        <Group align="flex-end" gap="xs">
          <LengthFields
            id={`field-${step.id}-amount`}
            label={t('builder.soLong')}
            value={{ amount: Math.abs(date.amount) || 1, unit: date.unit }}
            problem={problems.at(step.id, 'date')}
            onChange={({ amount, unit }) =>
              onChange({ ...step, date: { ...date, unit, amount: side === 'before' ? -amount : amount } })
            }
          />
          <NativeSelect
            label={t('builder.whichDate')}
            value={date.field}
            onChange={(event) => onChange({ ...step, date: { ...date, field: event.currentTarget.value } })}
            data={dates.map(({ name, label }) => ({ value: name, label }))}
          />
        </Group>
      ) : null}
      <TextInput
        type="time"
        w={160}
        label={t('builder.time')}
        description={t('builder.timeHint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={step.time ?? ''}
        onChange={(event) => onChange({ ...step, time: event.currentTarget.value || null })}
      />
      <WeekdayChoice value={step.weekdays} onChange={(weekdays) => onChange({ ...step, weekdays })} />
      {date ? (
        <NativeSelect
          label={t('builder.passed')}
          value={step.passed}
          onChange={(event) => onChange({ ...step, passed: event.currentTarget.value === 'end' ? 'end' : 'go_on' })}
          data={[
            { value: 'go_on', label: t('reaction.goOn') },
            { value: 'end', label: t('reaction.end') },
          ]}
        />
      ) : null}
    </Stack>
  );
}
