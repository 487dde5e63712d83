import { Button, Group, NumberInput, Radio, Select, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { notifyDone } from '../overlays/notify.ts';
import { type PastChoice, useBulkRehearsal, useBulkStart } from '../request/bulk.ts';
import { Failure } from '../states/failure.tsx';
import { PastRehearsal } from './past-rehearsal.tsx';

const spreads = [0, 2, 4, 8, 12];
const whole = (value: string | number, least: number) => Math.max(least, Math.round(Number(value)) || least);

/** Whom to take and how fast; whoever changes it sees who would enter before anybody does. */
export function PastForm({ journeyId }: { journeyId: string }) {
  const { t } = useTranslation();
  const [whom, setWhom] = useState('happened');
  const [choice, setChoice] = useState({ withinDays: 365, perDay: 25, spreadHours: 8, file: '' });
  const rehearsal = useBulkRehearsal(journeyId);
  const start = useBulkStart(journeyId, () => {
    rehearsal.reset();
    notifyDone(t('past.started'));
  });
  const change = (part: Partial<typeof choice>) => {
    setChoice((known) => ({ ...known, ...part }));
    rehearsal.reset();
  };
  const { perDay, spreadHours } = choice;
  const taken: PastChoice =
    whom === 'listed'
      ? { withinDays: null, file: choice.file, perDay, spreadHours }
      : { withinDays: choice.withinDays, file: null, perDay, spreadHours };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        rehearsal.mutate(taken);
      }}
    >
      <Stack gap="md">
        <Radio.Group
          label={t('past.whom')}
          value={whom}
          onChange={(value) => {
            setWhom(value);
            rehearsal.reset();
          }}
        >
          <Stack gap="xs" mt="xs">
            <Radio value="happened" label={t('past.happened')} />
            <Radio value="listed" label={t('past.listed')} />
          </Stack>
        </Radio.Group>
        {whom === 'listed' ? (
          <Textarea
            label={t('past.file')}
            description={t('past.fileHint')}
            autosize
            minRows={4}
            maxRows={12}
            value={choice.file}
            onChange={({ currentTarget }) => change({ file: currentTarget.value })}
          />
        ) : (
          <NumberInput
            label={t('past.withinDays')}
            min={1}
            max={3650}
            value={choice.withinDays}
            onChange={(value) => change({ withinDays: whole(value, 1) })}
          />
        )}
        <Group grow align="flex-start">
          <NumberInput
            label={t('past.perDay')}
            min={1}
            max={100_000}
            value={perDay}
            onChange={(value) => change({ perDay: whole(value, 1) })}
          />
          <Select
            label={t('past.spread')}
            allowDeselect={false}
            data={spreads.map((count) => ({
              value: String(count),
              label: count === 0 ? t('past.atOnce') : t('past.hours', { count }),
            }))}
            value={String(spreadHours)}
            onChange={(value) => change({ spreadHours: Number(value ?? 0) })}
          />
        </Group>
        <Failure error={rehearsal.error ?? start.error} />
        <Group>
          <Button type="submit" variant={rehearsal.data ? 'default' : 'filled'} loading={rehearsal.isPending}>
            {t('past.rehearse')}
          </Button>
          {rehearsal.data && rehearsal.data.total > 0 ? (
            <Button loading={start.isPending} onClick={() => start.mutate(taken)}>
              {t('past.start')}
            </Button>
          ) : null}
        </Group>
        <div aria-live="polite">{rehearsal.data ? <PastRehearsal rehearsal={rehearsal.data} /> : null}</div>
      </Stack>
    </form>
  );
}
