import { useTranslation } from 'react-i18next';
import { useMe } from '../request/me.ts';
import { Page } from '../shell/page.tsx';
import { ForRole } from '../states/for-role.tsx';
import { Waiting } from '../states/waiting.tsx';
import { SendingHoursForm } from './sending-hours-form.tsx';

export default function SendingHours() {
  const { t } = useTranslation();
  const { data } = useMe();
  return (
    <Page title={t('hours.title')} lead={t('hours.lead')} width="reading">
      {data ? (
        <ForRole least="admin">
          <SendingHoursForm
            key={JSON.stringify([data.organization.sendingWindow, data.organization.holidays])}
            organization={data.organization}
          />
        </ForRole>
      ) : (
        <Waiting rows={4} />
      )}
    </Page>
  );
}
