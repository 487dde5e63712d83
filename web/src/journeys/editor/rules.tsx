import { NativeSelect, NumberInput, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Definition, Reentry } from '../../../../journeys/definition.ts';
import { type Purpose, purposeKeys } from '../../../../journeys/purposes.ts';
import { MoreRules } from './more-rules.tsx';

const reentries: Reentry['rule'][] = [
  'once_per_entity',
  'every_time',
  'not_while_active',
  'not_within_days',
  'once_per_customer',
];

/** Purpose, re-entry, lateness. */
export function Rules({ draft, onChange }: { draft: Definition; onChange: (draft: Definition) => void }) {
  const { t } = useTranslation();
  const { reentry } = draft;
  const setRule = (rule: Reentry['rule']) =>
    onChange({ ...draft, reentry: rule === 'not_within_days' ? { rule, days: 30 } : { rule } });
  return (
    <Stack gap="md">
      <NativeSelect
        id="field-purpose"
        label={t('editor.purpose')}
        description={t('editor.purposeHint')}
        value={draft.purpose}
        onChange={(event) => onChange({ ...draft, purpose: event.currentTarget.value as Purpose })}
        data={purposeKeys.map((value) => ({ value, label: t(`editor.purposes.${value}`) }))}
      />
      <NativeSelect
        id="field-reentry"
        label={t('editor.reentry')}
        value={reentry.rule}
        onChange={(event) => setRule(event.currentTarget.value as Reentry['rule'])}
        data={reentries.map((value) => ({ value, label: t(`editor.reentries.${value}`) }))}
      />
      {reentry.rule === 'not_within_days' ? (
        <NumberInput
          label={t('editor.reentryDays')}
          w={220}
          min={1}
          max={730}
          allowDecimal={false}
          allowNegative={false}
          clampBehavior="strict"
          value={reentry.days}
          onChange={(days) => {
            if (typeof days === 'number' && days >= 1) onChange({ ...draft, reentry: { ...reentry, days } });
          }}
        />
      ) : null}
      <NumberInput
        id="field-latenessHours"
        label={t('editor.lateness')}
        description={t('editor.latenessHint')}
        inputWrapperOrder={['label', 'description', 'input', 'error']}
        min={1}
        max={8760}
        allowDecimal={false}
        allowNegative={false}
        clampBehavior="strict"
        value={draft.latenessHours ?? ''}
        onChange={(hours) =>
          onChange({ ...draft, latenessHours: typeof hours === 'number' && hours >= 1 ? hours : null })
        }
      />
      <details>
        <summary>{t('builder.moreRules')}</summary>
        <MoreRules draft={draft} onChange={onChange} />
      </details>
    </Stack>
  );
}
