import { Button, Container } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Empty } from '../states/empty.tsx';
import { Page } from './page.tsx';

/** A page that threw, or whose code could not be loaded (a new release has other file names). */
export function PageFailed() {
  const { t } = useTranslation();
  return (
    <Container component="main" py="xl">
      <Page title={t('problem.pageFailedTitle')}>
        <Empty
          why={t('problem.pageFailedDetail')}
          action={<Button onClick={() => window.location.reload()}>{t('problem.reload')}</Button>}
        />
      </Page>
    </Container>
  );
}
