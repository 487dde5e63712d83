import { ActionIcon, Checkbox, Group, NativeSelect, NumberInput, Text, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type Comparison, type Condition, marks } from '../../../../journeys/conditions.ts';
import { allSteps } from '../../../../journeys/tree.ts';
import { begunOn, comparisonsOf, entryOf, startOf } from './condition-choices.ts';
import { useWorkbench } from './workbench.ts';

type Props = { number: number; value: Condition; onChange: (condition: Condition) => void; onRemove: () => void };

/** One condition, or its opposite: about a field, or about what came of an earlier message. */
export function ConditionLine({ number, value: given, onChange: change, onRemove }: Props) {
  const { t } = useTranslation();
  const { draft, fields, numbers } = useWorkbench();
  const isOpposite = 'not' in given;
  const value = isOpposite ? given.not : given;
  const onChange = (next: Condition) => change(isOpposite ? { not: next } : next);
  const messages = allSteps(draft).filter(({ kind }) => kind === 'send_email' || kind === 'send_sms');
  const isOther = !('field' in value) && !('was' in value);
  const chosen = 'field' in value ? value.field : 'was' in value ? `step ${value.step}` : 'other';
  const choose = (name: string) => {
    if (name.startsWith('step ')) return onChange({ step: name.slice(5), was: 'delivered' });
    const field = fields.find((each) => each.name === name);
    if (field) onChange(begunOn(field));
  };
  return (
    <Group gap="xs" align="flex-end">
      <NativeSelect
        aria-label={t('builder.about', { number })}
        value={chosen}
        onChange={(event) => choose(event.currentTarget.value)}
        data={[
          ...('field' in value && !fields.some(({ name }) => name === value.field)
            ? [{ value: value.field, label: value.field }]
            : []),
          ...(isOther ? [{ value: 'other', label: t('builder.otherCondition') }] : []),
          ...fields.map(({ name, label }) => ({ value: name, label })),
          ...messages.map(({ id }) => ({
            value: `step ${id}`,
            label: t('builder.messageNumber', { number: numbers.get(id) ?? 0 }),
          })),
        ]}
      />
      {'field' in value ? <FieldPart number={number} value={value} onChange={onChange} /> : null}
      {'was' in value ? (
        <NativeSelect
          aria-label={t('builder.comparison', { number })}
          value={value.was}
          onChange={(event) => {
            const was = marks.find((mark) => mark === event.currentTarget.value);
            if (was) onChange({ ...value, was });
          }}
          data={marks.map((mark) => ({ value: mark, label: t(`builder.marks.${mark}`) }))}
        />
      ) : null}
      {isOther ? <Text size="sm">{t('builder.otherConditionHint')}</Text> : null}
      <Checkbox
        mb={8}
        label={t('builder.opposite')}
        aria-label={t('builder.oppositeOf', { number })}
        checked={isOpposite}
        onChange={(event) => change(event.currentTarget.checked ? { not: value } : value)}
      />
      <ActionIcon
        variant="subtle"
        color="brick"
        size="lg"
        aria-label={t('builder.removeCondition', { number })}
        onClick={onRemove}
      >
        <IconTrash size={16} aria-hidden />
      </ActionIcon>
    </Group>
  );
}

type FieldCondition = Extract<Condition, { field: string }>;

function FieldPart({
  number,
  value,
  onChange,
}: {
  number: number;
  value: FieldCondition;
  onChange: (condition: FieldCondition) => void;
}) {
  const { t } = useTranslation();
  const { fields } = useWorkbench();
  const field = fields.find(({ name }) => name === value.field);
  const entry = entryOf(field, value.is);
  const compare = (is: Comparison) => {
    const next = entryOf(field, is);
    const kept = next !== null && next === entry && value.value !== undefined ? value.value : null;
    onChange({ field: value.field, is, ...(next !== null && { value: kept ?? startOf[next] }) });
  };
  const label = t('builder.value', { number });
  return (
    <>
      <NativeSelect
        aria-label={t('builder.comparison', { number })}
        value={value.is}
        onChange={(event) => compare(event.currentTarget.value as Comparison)}
        data={comparisonsOf(field).map((is) => ({ value: is, label: t(`builder.comparisons.${is}`) }))}
      />
      {entry === 'text' || entry === 'date' ? (
        <TextInput
          type={entry}
          aria-label={label}
          maxLength={300}
          value={String(value.value ?? '')}
          onChange={(event) => onChange({ ...value, value: event.currentTarget.value })}
        />
      ) : null}
      {entry === 'number' ? (
        <NumberInput
          aria-label={label}
          w={110}
          value={Number(value.value ?? 0)}
          onChange={(next) => {
            if (typeof next === 'number') onChange({ ...value, value: next });
          }}
        />
      ) : null}
      {entry === 'boolean' ? (
        <NativeSelect
          aria-label={label}
          value={String(value.value ?? true)}
          onChange={(event) => onChange({ ...value, value: event.currentTarget.value === 'true' })}
          data={[
            { value: 'true', label: t('builder.yes') },
            { value: 'false', label: t('builder.no') },
          ]}
        />
      ) : null}
    </>
  );
}
