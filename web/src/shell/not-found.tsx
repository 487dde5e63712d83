import { useTranslation } from 'react-i18next';
import { NotHere } from '../states/not-here.tsx';
import { Page } from './page.tsx';

export function NotFound() {
  const { t } = useTranslation();
  return (
    <Page title={t('problem.notFoundTitle')}>
      <NotHere titled />
    </Page>
  );
}
