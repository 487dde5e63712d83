import { useTranslation } from 'react-i18next';
import { useMe } from '../request/me.ts';
import { Page } from '../shell/page.tsx';
import { ForRole } from '../states/for-role.tsx';
import { Waiting } from '../states/waiting.tsx';
import { BusinessForm } from './business-form.tsx';

export default function Business() {
  const { t } = useTranslation();
  const me = useMe();
  return (
    <Page title={t('business.title')} lead={t('business.lead')} width="reading">
      {me.data ? (
        <ForRole least="admin">
          <BusinessForm organization={me.data.organization} />
        </ForRole>
      ) : (
        <Waiting rows={4} />
      )}
    </Page>
  );
}
