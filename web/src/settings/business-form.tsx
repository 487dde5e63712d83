import { Alert, Button, Group, Paper, Select, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconClock } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Organization, OrganizationChange } from '../../../api/schemas.ts';
import { notifyDone } from '../overlays/notify.ts';
import { saveOrganization } from '../request/me.ts';
import { Failure } from '../states/failure.tsx';
import { atFields, besideFields } from '../states/field-faults.ts';
import { inWords } from '../time/moment.tsx';

const texts = ['phone', 'websiteUrl', 'street1', 'city', 'province', 'postalCode', 'replyTo'] as const;

/** Name, zone, address and where answers go: what stands in and below every message. */
export function BusinessForm({ organization }: { organization: Organization }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const zones = useMemo(
    () => [...new Set([organization.zone, ...Intl.supportedValuesOf('timeZone')])].sort(),
    [organization.zone],
  );
  const form = useForm({
    initialValues: {
      name: organization.name,
      zone: organization.zone,
      country: organization.country,
      ...(Object.fromEntries(texts.map((key) => [key, organization[key] ?? ''])) as Record<
        (typeof texts)[number],
        string
      >),
    },
    validate: {
      name: (value) => (value.trim() ? null : t('account.required')),
      country: (value) => (/^[A-Za-z]{2}$/.test(value.trim()) ? null : t('business.countryWrong')),
      replyTo: (value) => (!value || /^\S+@\S+\.\S+$/.test(value.trim()) ? null : t('account.emailWrong')),
      websiteUrl: (value) => (!value || /^https?:\/\/\S+$/.test(value.trim()) ? null : t('business.websiteWrong')),
    },
  });
  const saving = useMutation({
    mutationFn: (change: OrganizationChange) => saveOrganization(change),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['me'] });
      form.resetDirty();
      notifyDone(t('business.saved'));
    },
    onError: atFields(form),
  });
  const submit = form.onSubmit((values) =>
    saving.mutate({
      name: values.name.trim(),
      zone: values.zone,
      zoneConfirmed: true,
      country: values.country.trim().toUpperCase(),
      ...Object.fromEntries(texts.map((key) => [key, values[key].trim() || null])),
    }),
  );
  const text = (key: (typeof texts)[number], extra = {}) => (
    <TextInput label={t(`business.${key}`)} {...extra} {...form.getInputProps(key)} />
  );
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="lg">
        {organization.zoneConfirmed ? null : (
          <Alert color="amber" icon={<IconClock aria-hidden />} title={t('business.zoneAsk')}>
            <Group justify="space-between" gap="sm">
              <Text size="sm">
                {t('business.zoneAskWhy', {
                  zone: organization.zone,
                  now: inWords(new Date().toISOString(), organization.zone),
                })}
              </Text>
              <Button
                size="xs"
                color="amber"
                loading={saving.isPending}
                onClick={() => saving.mutate({ zone: organization.zone, zoneConfirmed: true })}
              >
                {t('business.zoneConfirm')}
              </Button>
            </Group>
          </Alert>
        )}
        <Paper withBorder p="lg" bg="var(--surface)">
          <Stack gap="md">
            <TextInput
              label={t('business.name')}
              description={t('business.nameHint')}
              required
              {...form.getInputProps('name')}
            />
            <Select
              label={t('business.zone')}
              description={t('business.zoneHint', { now: inWords(new Date().toISOString(), form.values.zone) })}
              data={zones}
              searchable
              allowDeselect={false}
              {...form.getInputProps('zone')}
            />
            {text('replyTo', { type: 'email', description: t('business.replyToHint') })}
          </Stack>
        </Paper>
        <Paper withBorder p="lg" bg="var(--surface)">
          <Stack gap="md">
            <div>
              <Title order={2}>{t('business.address')}</Title>
              <Text size="sm" c="dimmed">
                {t('business.addressHint')}
              </Text>
            </div>
            {text('phone', { type: 'tel', autoComplete: 'tel' })}
            {text('websiteUrl', { type: 'url', placeholder: 'https://' })}
            {text('street1', { autoComplete: 'street-address' })}
            <SimpleGrid cols={{ base: 1, xs: 2 }}>
              {text('city')}
              {text('province')}
              {text('postalCode')}
              <TextInput label={t('business.country')} maxLength={2} {...form.getInputProps('country')} />
            </SimpleGrid>
          </Stack>
        </Paper>
        <Failure error={besideFields(form, saving.error)} />
        <Group>
          <Button type="submit" loading={saving.isPending}>
            {t('save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
