import type { ReactNode } from 'react';
import { wantOverlays } from './store.ts';

type Question = {
  title: string;
  children: ReactNode;
  confirm: string;
  cancel: string;
  /** Of the confirming button, where what it does cannot be undone. */
  color?: string;
  wide?: boolean;
  closeLabel: string;
};

/** Asks before something is done; true when the owner says so. */
export async function ask({ title, children, confirm, cancel, color, wide, closeLabel }: Question): Promise<boolean> {
  await wantOverlays();
  const { modals } = await import('@mantine/modals');
  return new Promise((resolve) => {
    modals.openConfirmModal({
      title,
      children,
      size: wide ? 'lg' : 'md',
      labels: { confirm, cancel },
      confirmProps: color ? { color } : {},
      closeButtonProps: { 'aria-label': closeLabel },
      onConfirm: () => resolve(true),
      onCancel: () => resolve(false),
      onClose: () => resolve(false),
    });
  });
}
