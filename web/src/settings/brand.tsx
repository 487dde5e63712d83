import { useTranslation } from 'react-i18next';
import { useBrand } from '../request/brand.ts';
import { useMe } from '../request/me.ts';
import { Page } from '../shell/page.tsx';
import { Failure } from '../states/failure.tsx';
import { ForRole } from '../states/for-role.tsx';
import { Waiting } from '../states/waiting.tsx';
import { BrandForm } from './brand-form.tsx';

export default function Brand() {
  const { t } = useTranslation();
  const me = useMe();
  const brand = useBrand();
  return (
    <Page title={t('brand.title')} lead={t('brand.lead')} width="reading">
      <Failure error={brand.error} retry={() => void brand.refetch()} />
      {brand.data && me.data ? (
        <ForRole least="admin">
          <BrandForm brand={brand.data} organization={me.data.organization} />
        </ForRole>
      ) : brand.error ? null : (
        <Waiting rows={4} />
      )}
    </Page>
  );
}
