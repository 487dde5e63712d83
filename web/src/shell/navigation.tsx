import {
  IconActivity,
  IconAddressBook,
  IconBell,
  IconBuildingStore,
  IconClockHour4,
  IconHelpCircle,
  IconHome2,
  IconMail,
  IconMessages,
  IconPalette,
  IconPlugConnected,
  IconRoute,
  IconSend,
  IconUsersGroup,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { UnreadBadge } from '../conversations/unread-badge.tsx';
import { OpenBadge } from '../questions/open-badge.tsx';
import classes from './shell.module.css';

const rooms = [
  { to: '/', name: 'nav.home', icon: IconHome2 },
  { to: '/journeys', name: 'nav.journeys', icon: IconRoute },
  { to: '/questions', name: 'nav.questions', icon: IconHelpCircle },
  { to: '/customers', name: 'nav.customers', icon: IconAddressBook },
  { to: '/conversations', name: 'nav.conversations', icon: IconMessages },
  { to: '/messages', name: 'nav.messages', icon: IconMail },
  { to: '/activity', name: 'nav.activity', icon: IconActivity },
] as const;

const settings = [
  { to: '/settings/integrations', name: 'nav.integrations', icon: IconPlugConnected },
  { to: '/settings/business', name: 'nav.business', icon: IconBuildingStore },
  { to: '/settings/brand', name: 'nav.brand', icon: IconPalette },
  { to: '/settings/senders', name: 'nav.senders', icon: IconSend },
  { to: '/settings/sending-hours', name: 'nav.sendingHours', icon: IconClockHour4 },
  { to: '/settings/notifications', name: 'nav.notifications', icon: IconBell },
  { to: '/settings/team', name: 'nav.team', icon: IconUsersGroup },
] as const;

export function Navigation({ onGo }: { onGo?: () => void }) {
  const { t } = useTranslation();
  const link = ({ to, name, icon: Icon }: (typeof rooms | typeof settings)[number]) => (
    <NavLink key={to} to={to} end={to === '/'} className={classes.link} onClick={onGo}>
      <Icon size={19} stroke={1.7} aria-hidden />
      {t(name)}
      {to === '/conversations' ? <UnreadBadge /> : null}
      {to === '/questions' ? <OpenBadge /> : null}
    </NavLink>
  );
  return (
    <nav aria-label={t('nav.label')}>
      {rooms.map(link)}
      <div className={classes.section}>{t('nav.settings')}</div>
      {settings.map(link)}
    </nav>
  );
}
