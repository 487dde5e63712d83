import { ActionIcon, Button, Stack } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { limits, type StepOf } from '../../../../journeys/definition.ts';
import { freshLane } from '../lanes.ts';
import { ConditionFields } from './condition-fields.tsx';
import { WayFields } from './way-fields.tsx';
import { useWorkbench } from './workbench.ts';

type Step = StepOf<'branch'>;

/** The first lane whose conditions hold is taken, from top to bottom. */
export function BranchFields({ step, onChange }: { step: Step; onChange: (step: Step) => void }) {
  const { t } = useTranslation();
  const { problems } = useWorkbench();
  const { lanes } = step;
  return (
    <Stack gap="md">
      {lanes.map((lane, index) => {
        const number = index + 1;
        const set = (next: typeof lane) =>
          onChange({ ...step, lanes: lanes.map((each, at) => (at === index ? next : each)) });
        return (
          <WayFields
            key={lane.id}
            name={t(index === 0 ? 'builder.if' : 'builder.elseIf', { number })}
            beside={
              lanes.length > 1 ? (
                <ActionIcon
                  variant="subtle"
                  color="brick"
                  aria-label={t('builder.removeLane', { number })}
                  onClick={() => onChange({ ...step, lanes: lanes.filter((_, at) => at !== index) })}
                >
                  <IconTrash size={16} aria-hidden />
                </ActionIcon>
              ) : null
            }
          >
            <ConditionFields
              id={`field-${step.id}-lanes-${index}-when`}
              label={t('builder.takenWhen')}
              value={lane.when}
              problem={problems.at(step.id, `lanes-${index}-when`)}
              onChange={(when) => set({ ...lane, when })}
            />
          </WayFields>
        );
      })}
      <div>
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPlus size={14} aria-hidden />}
          disabled={lanes.length >= limits.lanes}
          onClick={() =>
            onChange({ ...step, lanes: [...lanes, { id: freshLane(lanes), when: { all: [] }, steps: [] }] })
          }
        >
          {t('builder.addBranch')}
        </Button>
      </div>
    </Stack>
  );
}
