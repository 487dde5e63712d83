import type { NotificationData } from '@mantine/notifications';
import i18next from 'i18next';
import { wantOverlays } from './store.ts';

/** Says in the corner that something was done. */
export async function notify(notice: NotificationData): Promise<void> {
  await wantOverlays();
  const { notifications } = await import('@mantine/notifications');
  notifications.show({ closeButtonProps: { 'aria-label': i18next.t('close') }, ...notice });
}

export const notifyDone = (message: string) => void notify({ message, color: 'spruce' });

export async function hideNotice(id: string): Promise<void> {
  const { notifications } = await import('@mantine/notifications');
  notifications.hide(id);
}
