import { Checkbox, Group, NativeSelect, NumberInput, Stack, Switch, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Definition, JourneyWindow } from '../../../../journeys/definition.ts';
import { hourInWords } from '../../time/hour.ts';
import { WeekdayChoice } from './weekday-choice.tsx';

type Props = { draft: Definition; onChange: (draft: Definition) => void };

const wholeDay: JourneyWindow = { hours: null, weekdays: null, holidays: true };
const usualCaps = { perDay: 1, perWeek: 3 };
const isWhole = ({ hours, weekdays, holidays }: JourneyWindow) => hours === null && weekdays === null && holidays;

/** When its messages may leave, how many, how long they help, and whether somebody looks at them first. */
export function MoreRules({ draft, onChange }: Props) {
  const { t } = useTranslation();
  const window = draft.window ?? wholeDay;
  const setWindow = (next: JourneyWindow) => onChange({ ...draft, window: isWhole(next) ? null : next });
  const { caps } = draft;
  return (
    <Stack gap="md">
      <NativeSelect
        label={t('builder.late')}
        value={draft.late}
        onChange={(event) => onChange({ ...draft, late: event.currentTarget.value === 'ask' ? 'ask' : 'skip' })}
        data={[
          { value: 'skip', label: t('builder.lateSkip') },
          { value: 'ask', label: t('builder.lateAsk') },
        ]}
      />
      <TextInput
        id="field-exclusive"
        label={t('builder.exclusive')}
        description={t('builder.exclusiveHint')}
        maxLength={60}
        value={draft.exclusive ?? ''}
        onChange={(event) => onChange({ ...draft, exclusive: event.currentTarget.value || null })}
      />
      <NumberInput
        id="field-usefulForHours"
        label={t('builder.useful')}
        description={t('builder.journeyUsefulHint')}
        min={1}
        max={2160}
        allowDecimal={false}
        allowNegative={false}
        clampBehavior="strict"
        value={draft.usefulForHours ?? ''}
        onChange={(hours) =>
          onChange({ ...draft, usefulForHours: typeof hours === 'number' && hours >= 1 ? hours : null })
        }
      />
      <Switch
        label={t('builder.hours')}
        description={t('builder.windowHint')}
        checked={window.hours !== null}
        onChange={(event) => setWindow({ ...window, hours: event.currentTarget.checked ? [9, 17] : null })}
      />
      {window.hours ? <Hours hours={window.hours} onChange={(hours) => setWindow({ ...window, hours })} /> : null}
      <WeekdayChoice
        value={window.weekdays ?? []}
        onChange={(days) => setWindow({ ...window, weekdays: days.length > 0 ? days : null })}
      />
      <Checkbox
        label={t('builder.holidays')}
        checked={window.holidays}
        onChange={(event) => setWindow({ ...window, holidays: event.currentTarget.checked })}
      />
      <Switch
        label={t('builder.caps')}
        checked={caps !== null}
        onChange={(event) => onChange({ ...draft, caps: event.currentTarget.checked ? usualCaps : null })}
      />
      {caps ? (
        <Group gap="sm">
          {(['perDay', 'perWeek'] as const).map((each) => (
            <NumberInput
              key={each}
              w={160}
              label={t(`builder.${each}`)}
              min={1}
              max={each === 'perDay' ? 10 : 50}
              allowDecimal={false}
              clampBehavior="strict"
              value={caps[each]}
              onChange={(most) => {
                if (typeof most === 'number' && most >= 1) onChange({ ...draft, caps: { ...caps, [each]: most } });
              }}
            />
          ))}
        </Group>
      ) : null}
      <Switch
        label={t('builder.review')}
        description={t('builder.reviewHint')}
        checked={draft.review}
        onChange={(event) => onChange({ ...draft, review: event.currentTarget.checked })}
      />
    </Stack>
  );
}

function Hours({
  hours: [from, to],
  onChange,
}: {
  hours: [number, number];
  onChange: (hours: [number, number]) => void;
}) {
  const { t } = useTranslation();
  const choices = (least: number, most: number) =>
    Array.from({ length: most - least + 1 }, (_, index) => ({
      value: String(least + index),
      label: hourInWords(least + index),
    }));
  return (
    <Group gap="sm">
      <NativeSelect
        label={t('builder.hoursFrom')}
        value={String(from)}
        onChange={(event) => {
          const next = Number(event.currentTarget.value);
          onChange([next, Math.max(to, next + 1)]);
        }}
        data={choices(0, 23)}
      />
      <NativeSelect
        label={t('builder.hoursTo')}
        value={String(to)}
        onChange={(event) => onChange([from, Number(event.currentTarget.value)])}
        data={choices(from + 1, 24)}
      />
    </Group>
  );
}
