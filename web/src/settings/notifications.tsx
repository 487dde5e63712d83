import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useNotificationTargets } from '../request/conversations.ts';
import { useMe } from '../request/me.ts';
import { Page } from '../shell/page.tsx';
import { Talk } from '../states/drawings/talk.tsx';
import { Empty } from '../states/empty.tsx';
import { Failure } from '../states/failure.tsx';
import { Section } from '../states/section.tsx';
import { Waiting } from '../states/waiting.tsx';
import { NotificationForm } from './notification-form.tsx';
import { NotificationRows } from './notification-rows.tsx';

/** Who of the business is told when a customer writes. */
export default function Notifications() {
  const { t } = useTranslation();
  const found = useNotificationTargets();
  const role = useMe().data?.role;
  const mayChange = role === 'owner' || role === 'admin';
  const targets = found.data?.items ?? [];
  return (
    <Page title={t('notify.title')} lead={t('notify.lead')} width="reading">
      <Section title={t('notify.who')}>
        {found.isPending ? <Waiting rows={2} /> : null}
        <Failure error={found.error} retry={() => void found.refetch()} />
        {found.isSuccess && targets.length === 0 ? <Empty drawing={<Talk />} why={t('notify.none')} /> : null}
        <NotificationRows targets={targets} mayChange={mayChange} />
        <Text size="sm" c="dimmed">
          {t('notify.how')}
        </Text>
      </Section>
      {mayChange ? <NotificationForm /> : null}
    </Page>
  );
}
