import { Burger, Drawer, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { Link, Outlet } from 'react-router';
import type { Me } from '../../../api/schemas.ts';
import { Logo } from './logo.tsx';
import { Navigation } from './navigation.tsx';
import { ReconnectBanner } from './reconnect-banner.tsx';
import classes from './shell.module.css';
import { UserMenu } from './user-menu.tsx';

/** What stands around every room: the way to the others, the business, and what needs the owner now. */
export function Shell({ me }: { me: Me }) {
  const { t } = useTranslation();
  const [opened, menu] = useDisclosure(false);
  return (
    <div className={classes.frame}>
      <a className="skip-link" href="#content">
        {t('skipToContent')}
      </a>
      <header className={classes.top}>
        <div className={classes.burger}>
          <Burger opened={opened} onClick={menu.toggle} size="sm" aria-label={t('nav.open')} />
        </div>
        <Link to="/" className={classes.home}>
          <Logo size={26} />
        </Link>
        <Text className={classes.business} size="sm" c="dimmed" truncate>
          {me.organization.name}
        </Text>
        <UserMenu me={me} />
      </header>
      <div className={classes.side}>
        <Navigation />
      </div>
      <Drawer
        opened={opened}
        onClose={menu.close}
        size={272}
        title={<Logo size={26} />}
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        <Navigation onGo={menu.close} />
      </Drawer>
      <main id="content" className={classes.main} tabIndex={-1}>
        <ReconnectBanner />
        <Outlet />
      </main>
    </div>
  );
}
