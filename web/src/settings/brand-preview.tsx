import { SegmentedControl, Stack, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { emailHtml } from '../../../journeys/email-html.ts';
import { tokensOf } from '../../../journeys/markup.ts';
import { EmailSheet } from '../messages/email-sheet.tsx';

type Theme = 'light' | 'dark';
type Props = { name: string; logoUrl: string | null; brandColor: string };

/** An email of this look, by the code that makes the real ones. */
export function BrandPreview({ name, logoUrl, brandColor }: Props) {
  const { t } = useTranslation();
  const [theme, setTheme] = useState<Theme>('light');
  const sample = t('brand.sample');
  const html = useMemo(() => {
    const body = tokensOf([{ text: sample, trusted: true }]);
    const footer = { tokens: tokensOf([{ text: name, trusted: true }]), unsubscribeUrl: '#' };
    return emailHtml(body, footer, { name, logoUrl, brandColor, imageHosts: [] }, (url) => url);
  }, [sample, name, logoUrl, brandColor]);
  return (
    <Stack gap="xs">
      <Text fw={600}>{t('brand.preview')}</Text>
      <SegmentedControl
        aria-label={t('brand.preview')}
        value={theme}
        onChange={(value) => setTheme(value === 'dark' ? 'dark' : 'light')}
        data={[
          { value: 'light', label: t('brand.previewLight') },
          { value: 'dark', label: t('brand.previewDark') },
        ]}
      />
      <EmailSheet html={html} title={t('brand.preview')} theme={theme} />
    </Stack>
  );
}
