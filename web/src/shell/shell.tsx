import { Text } from '@mantine/core';
import { Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Outlet, useLocation } from 'react-router';
import type { Me } from '../../../api/schemas.ts';
import { furnishLater } from '../furnished.ts';
import { Live } from '../live/live.tsx';
import { SearchButton } from '../search/search-button.tsx';
import { PauseButton } from '../sending/pause-button.tsx';
import { SendingBanner } from '../sending/sending-banner.tsx';
import { UpLink } from '../states/up-link.tsx';
import { Boundary } from './boundary.tsx';
import { Logo } from './logo.tsx';
import { MenuDrawer } from './menu-drawer.tsx';
import { Navigation } from './navigation.tsx';
import { PageFailed } from './page-failed.tsx';
import { ReconnectBanner } from './reconnect-banner.tsx';
import classes from './shell.module.css';
import { UserMenu } from './user-menu.tsx';

/** What stands around every room: the way to the others, the business, and what needs the owner now. */
export default function Shell({ me }: { me: Me }) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  useEffect(furnishLater, []);
  return (
    <div className={classes.frame}>
      <a className="skip-link" href="#content">
        {t('skipToContent')}
      </a>
      <header className={classes.top}>
        <MenuDrawer />
        <Link to="/" className={classes.home}>
          <Logo size={26} />
        </Link>
        <Text className={classes.business} size="sm" c="dimmed" truncate>
          {me.organization.name}
        </Text>
        <SearchButton />
        <PauseButton role={me.role} />
        <UserMenu me={me} />
      </header>
      <div className={classes.side}>
        <Navigation />
      </div>
      <main id="content" className={classes.main} tabIndex={-1}>
        <Live />
        <SendingBanner role={me.role} />
        <ReconnectBanner />
        {pathname.startsWith('/settings/') ? (
          <div className={classes.up}>
            <UpLink to="/settings">{t('nav.settings')}</UpLink>
          </div>
        ) : null}
        <Boundary key={pathname} fallback={<PageFailed />}>
          <Suspense>
            <Outlet />
          </Suspense>
        </Boundary>
      </main>
    </div>
  );
}
