import { UnstyledButton } from '@mantine/core';
import { IconMenu2, IconX } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Logo } from './logo.tsx';
import { Navigation } from './navigation.tsx';
import classes from './shell.module.css';

/** The way around on a phone: the browser's own dialog keeps the focus inside and closes on Escape. */
export function MenuDrawer() {
  const { t } = useTranslation();
  const dialog = useRef<HTMLDialogElement>(null);
  const close = () => dialog.current?.close();
  return (
    <div className={classes.burger}>
      <UnstyledButton className={classes.icon} aria-label={t('nav.open')} onClick={() => dialog.current?.showModal()}>
        <IconMenu2 size={22} aria-hidden />
      </UnstyledButton>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: a click beside it closes it; the keyboard has Escape */}
      <dialog
        ref={dialog}
        className={classes.drawer}
        aria-label={t('nav.menu')}
        onClick={(event) => {
          if (event.target === dialog.current) close();
        }}
      >
        <div className={classes.drawerHead}>
          <Logo size={26} />
          <UnstyledButton className={classes.icon} aria-label={t('close')} onClick={close}>
            <IconX size={20} aria-hidden />
          </UnstyledButton>
        </div>
        <Navigation onGo={close} />
      </dialog>
    </div>
  );
}
