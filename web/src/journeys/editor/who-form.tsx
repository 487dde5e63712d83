import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Definition } from '../../../../journeys/definition.ts';
import { rulesOf } from './condition-choices.ts';
import { ConditionFields } from './condition-fields.tsx';
import { useWorkbench } from './workbench.ts';

/** Who enters at all. */
export function WhoForm({ draft, onChange }: { draft: Definition; onChange: (draft: Definition) => void }) {
  const { t } = useTranslation();
  const { problems } = useWorkbench();
  return (
    <>
      {draft.filter === null ? (
        <Text size="sm" c="dimmed">
          {t('builder.whoHint')}
        </Text>
      ) : null}
      <ConditionFields
        id="field-filter"
        label={t('builder.filter')}
        value={draft.filter}
        problem={problems.at('filter')}
        onChange={(filter) => onChange({ ...draft, filter: rulesOf(filter).parts.length === 0 ? null : filter })}
      />
    </>
  );
}
