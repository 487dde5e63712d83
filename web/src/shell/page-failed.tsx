import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Signpost } from '../states/drawings/signpost.tsx';
import { Empty } from '../states/empty.tsx';
import { Page } from './page.tsx';

/** A page that threw, or whose code could not be loaded (a new release has other file names). */
export function PageFailed() {
  const { t } = useTranslation();
  return (
    <Page title={t('problem.pageFailedTitle')}>
      <Empty
        drawing={<Signpost />}
        why={t('problem.pageFailedDetail')}
        action={<Button onClick={() => window.location.reload()}>{t('problem.reload')}</Button>}
      />
    </Page>
  );
}
