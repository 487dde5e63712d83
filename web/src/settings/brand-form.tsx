import { Button, Checkbox, ColorInput, Group, Paper, Stack, Textarea, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Brand, BrandChange, Organization } from '../../../api/schemas.ts';
import { isColor, usualColor } from '../../../journeys/brand-color.ts';
import { notifyDone } from '../overlays/notify.ts';
import { brandKey, saveBrand } from '../request/brand.ts';
import { Failure } from '../states/failure.tsx';
import { atFields, besideFields } from '../states/field-faults.ts';
import { BrandPreview } from './brand-preview.tsx';

const hostName = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/i;

/** Colour, logo and the links that messages can use. */
export function BrandForm({ brand, organization }: { brand: Brand; organization: Organization }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const link = (value: string) => (!value.trim() || /^https:\/\/\S+$/.test(value.trim()) ? null : t('brand.linkWrong'));
  const form = useForm({
    initialValues: {
      brandColor: brand.brandColor ?? usualColor,
      logoUrl: brand.logoUrl ?? '',
      reviewUrl: brand.reviewUrl ?? '',
      bookingUrl: brand.bookingUrl ?? '',
      trackLinks: brand.trackLinks,
      imageHosts: brand.imageHosts.join('\n'),
    },
    validate: {
      brandColor: (value) => (isColor(value) ? null : t('brand.colorWrong')),
      logoUrl: link,
      reviewUrl: link,
      bookingUrl: link,
      imageHosts: (value) => {
        const wrong = linesOf(value).find((line) => !hostName.test(line));
        return wrong ? t('brand.hostsWrong', { line: wrong }) : null;
      },
    },
  });
  const saving = useMutation({
    mutationFn: (change: BrandChange) => saveBrand(change),
    onSuccess: (saved) => {
      client.setQueryData(brandKey, saved);
      form.resetDirty();
      notifyDone(t('brand.saved'));
    },
    onError: atFields(form),
  });
  const submit = form.onSubmit(({ brandColor, logoUrl, reviewUrl, bookingUrl, trackLinks, imageHosts }) =>
    saving.mutate({
      brandColor: brandColor === usualColor ? null : brandColor,
      logoUrl: logoUrl.trim() || null,
      reviewUrl: reviewUrl.trim() || null,
      bookingUrl: bookingUrl.trim() || null,
      trackLinks,
      imageHosts: linesOf(imageHosts),
    }),
  );
  const { values } = form;
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="lg">
        <Paper withBorder p="lg" bg="var(--surface)">
          <Stack gap="md">
            <Title order={2}>{t('brand.look')}</Title>
            <ColorInput
              label={t('brand.color')}
              description={t('brand.colorHint')}
              format="hex"
              withEyeDropper={false}
              {...form.getInputProps('brandColor')}
            />
            <Group>
              <Button
                variant="subtle"
                size="compact-sm"
                disabled={values.brandColor === usualColor}
                onClick={() => form.setFieldValue('brandColor', usualColor)}
              >
                {t('brand.usualColor')}
              </Button>
            </Group>
            <TextInput
              label={t('brand.logo')}
              description={t('brand.logoHint')}
              type="url"
              placeholder="https://"
              {...form.getInputProps('logoUrl')}
            />
          </Stack>
        </Paper>
        <BrandPreview
          name={organization.name}
          logoUrl={link(values.logoUrl) ? null : values.logoUrl.trim() || null}
          brandColor={values.brandColor}
        />
        <Paper withBorder p="lg" bg="var(--surface)">
          <Stack gap="md">
            <Title order={2}>{t('brand.links')}</Title>
            <TextInput
              label={t('brand.review')}
              description={t('brand.reviewHint', { field: '{{ business.review_link }}' })}
              type="url"
              placeholder="https://"
              {...form.getInputProps('reviewUrl')}
            />
            <TextInput
              label={t('brand.booking')}
              description={t('brand.bookingHint', { field: '{{ business.booking_link }}' })}
              type="url"
              placeholder="https://"
              {...form.getInputProps('bookingUrl')}
            />
            <Checkbox
              label={t('brand.track')}
              description={t('brand.trackHint')}
              {...form.getInputProps('trackLinks', { type: 'checkbox' })}
            />
          </Stack>
        </Paper>
        <Paper withBorder p="lg" bg="var(--surface)">
          <Stack gap="md">
            <Title order={2}>{t('brand.images')}</Title>
            <Textarea
              label={t('brand.hosts')}
              description={t('brand.hostsHint')}
              autosize
              minRows={2}
              maxRows={8}
              {...form.getInputProps('imageHosts')}
            />
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

const linesOf = (text: string): string[] =>
  text
    .split(/[\s,]+/)
    .map((line) => line.trim().toLowerCase())
    .filter(Boolean);
