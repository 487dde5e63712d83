import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Empty } from '../states/empty.tsx';
import { Page } from './page.tsx';

export function NotFound() {
  const { t } = useTranslation();
  return (
    <Page title={t('problem.notFoundTitle')}>
      <Empty
        why={t('problem.notFoundDetail')}
        action={
          <Button component={Link} to="/">
            {t('problem.home')}
          </Button>
        }
      />
    </Page>
  );
}
