import type { Icon } from '@tabler/icons-react';
import type { ParseKeys } from 'i18next';
import { useTranslation } from 'react-i18next';
import { NavLink, useLocation } from 'react-router';
import { AttentionBadge } from '../attention/attention-badge.tsx';
import { UnreadBadge } from '../conversations/unread-badge.tsx';
import { OpenBadge } from '../questions/open-badge.tsx';
import { rooms } from './rooms.ts';
import { settingsGroups } from './settings-pages.ts';
import classes from './shell.module.css';

// Only on their own page: their sub-pages are links of their own.
const exact = ['/', '/settings'];

export function Navigation({ onGo }: { onGo?: () => void }) {
  const { t } = useTranslation();
  const inSettings = useLocation().pathname.startsWith('/settings');
  const link = ({ to, name, icon: Icon }: { to: string; name: ParseKeys; icon: Icon }) => (
    <NavLink key={to} to={to} end={exact.includes(to)} className={classes.link} onClick={onGo}>
      <Icon size={19} stroke={1.7} aria-hidden />
      {t(name)}
      {to === '/attention' ? <AttentionBadge /> : null}
      {to === '/conversations' ? <UnreadBadge /> : null}
      {to === '/questions' ? <OpenBadge /> : null}
    </NavLink>
  );
  return (
    <nav aria-label={t('nav.label')}>
      {rooms.map(link)}
      {inSettings
        ? settingsGroups.map(({ name, pages }) => (
            <section key={name} aria-label={t(name)}>
              <div className={classes.section} aria-hidden>
                {t(name)}
              </div>
              {pages.map(link)}
            </section>
          ))
        : null}
    </nav>
  );
}
