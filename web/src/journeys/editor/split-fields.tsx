import { ActionIcon, Button, NumberInput, Stack } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { limits, type StepOf } from '../../../../journeys/definition.ts';
import { freshLane, withoutLane, withShare } from '../lanes.ts';
import { WayFields } from './way-fields.tsx';

type Step = StepOf<'split'>;

/** Every customer falls into one share, always the same one. */
export function SplitFields({ step, onChange }: { step: Step; onChange: (step: Step) => void }) {
  const { t } = useTranslation();
  const { lanes } = step;
  return (
    <Stack gap="md">
      {lanes.map((lane, index) => {
        const number = index + 1;
        return (
          <WayFields
            key={lane.id}
            name={t('builder.share', { number })}
            beside={
              lanes.length > 2 ? (
                <ActionIcon
                  variant="subtle"
                  color="brick"
                  aria-label={t('builder.removeLane', { number })}
                  onClick={() => onChange({ ...step, lanes: withoutLane(lanes, lane.id) })}
                >
                  <IconTrash size={16} aria-hidden />
                </ActionIcon>
              ) : null
            }
          >
            <NumberInput
              label={t('builder.percent')}
              w={120}
              min={0}
              max={100}
              suffix=" %"
              allowDecimal={false}
              allowNegative={false}
              value={lane.share}
              onChange={(share) => {
                if (typeof share === 'number') onChange({ ...step, lanes: withShare(lanes, lane.id, share) });
              }}
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
            onChange({
              ...step,
              lanes: withShare([...lanes, { id: freshLane(lanes), share: 0, steps: [] }], freshLane(lanes), 10),
            })
          }
        >
          {t('builder.addShare')}
        </Button>
      </div>
    </Stack>
  );
}
