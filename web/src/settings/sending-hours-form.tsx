import { Alert, Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { IconClockPause } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Organization, OrganizationChange } from '../../../api/schemas.ts';
import { notifyDone } from '../overlays/notify.ts';
import { saveOrganization } from '../request/me.ts';
import { Failure } from '../states/failure.tsx';
import { inWords } from '../time/moment.tsx';
import { HolidaysFields } from './holidays-fields.tsx';
import { HoursFields } from './hours-fields.tsx';

const kinds = ['email', 'marketingSms', 'transactionalSms'] as const;

/** When each kind of message may leave, and what happens to one that is due at another time. */
export function SendingHoursForm({ organization }: { organization: Organization }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { zone } = organization;
  const [hours, setHours] = useState(organization.sendingWindow);
  const [holidays, setHolidays] = useState(organization.holidays);
  const saving = useMutation({
    mutationFn: ({ change }: { change: OrganizationChange; done: string }) => saveOrganization(change),
    onSuccess: async (_, { done }) => {
      await client.invalidateQueries({ queryKey: ['me'] });
      notifyDone(done);
    },
  });
  const fine = kinds.every((kind) =>
    [hours[kind].everyDay, hours[kind].sunday ?? [0, 1]].every(([from = 0, to = 0]) => to > from),
  );
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (fine) saving.mutate({ change: { sendingWindow: hours, holidays }, done: t('hours.saved') });
      }}
    >
      <Stack gap="lg">
        <Alert color="lake" icon={<IconClockPause aria-hidden />}>
          <Text size="sm">{t('hours.moved')}</Text>
          <Text size="sm" mt={4}>
            {t('hours.now', { zone, now: inWords(new Date().toISOString(), zone) })}{' '}
            <Anchor component={Link} to="/settings/business" size="sm" underline="always">
              {t('hours.zone')}
            </Anchor>
          </Text>
        </Alert>
        {kinds.map((kind) => (
          <HoursFields
            key={kind}
            title={t(`hours.${kind}`)}
            why={t(`hours.${kind}Why`)}
            rules={hours[kind]}
            onChange={(rules) => setHours((known) => ({ ...known, [kind]: rules }))}
          />
        ))}
        <HolidaysFields holidays={holidays} onChange={setHolidays} />
        <Failure error={saving.error} />
        <Group>
          <Button type="submit" loading={saving.isPending} disabled={!fine}>
            {t('save')}
          </Button>
          <Button
            variant="subtle"
            disabled={saving.isPending}
            onClick={() => saving.mutate({ change: { sendingWindow: {} }, done: t('hours.usualDone') })}
          >
            {t('hours.usual')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
