import { Button, Group, Select } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Journey } from '../../../api/schemas.ts';
import { notifyDone } from '../overlays/notify.ts';
import { useList } from '../request/list.ts';
import { enterByHand } from '../request/people.ts';
import { Failure } from '../states/failure.tsx';

/** Puts one customer into a journey that is on, through the same guards as what happens to them. */
export function EnterByHand({ customerId }: { customerId: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [journeyId, setJourneyId] = useState<string | null>(null);
  const journeys = useList<Journey>('/api/journeys', { status: 'active' }).items;
  const entering = useMutation({
    mutationFn: (id: string) => enterByHand(id, customerId),
    onSuccess: () => {
      setJourneyId(null);
      notifyDone(t('past.entered'));
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['list'] }),
  });
  if (journeys.length === 0) return null;
  return (
    <>
      <Failure error={entering.error} />
      <Group gap="xs" align="flex-end">
        <Select
          label={t('past.byHand')}
          placeholder={t('past.whichJourney')}
          data={journeys.map(({ id, name }) => ({ value: id, label: name }))}
          value={journeyId}
          onChange={(value) => {
            setJourneyId(value);
            entering.reset();
          }}
        />
        <Button
          variant="default"
          disabled={journeyId === null}
          loading={entering.isPending}
          onClick={() => journeyId && entering.mutate(journeyId)}
        >
          {t('past.enter')}
        </Button>
      </Group>
    </>
  );
}
