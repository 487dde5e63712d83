import {
  type Icon,
  IconBell,
  IconBuildingStore,
  IconClockHour4,
  IconDatabaseExport,
  IconHistory,
  IconKey,
  IconPalette,
  IconPlugConnected,
  IconSend,
  IconUsersGroup,
  IconWebhook,
} from '@tabler/icons-react';
import type { ParseKeys } from 'i18next';

type SettingsPage = { to: string; name: ParseKeys; why: ParseKeys; icon: Icon };

/** What can be set up, as its overview and the navigation show it. */
export const settingsGroups: { name: ParseKeys; pages: SettingsPage[] }[] = [
  {
    name: 'settingsPages.work',
    pages: [
      {
        to: '/settings/integrations',
        name: 'nav.integrations',
        why: 'settingsPages.integrations',
        icon: IconPlugConnected,
      },
      { to: '/settings/business', name: 'nav.business', why: 'settingsPages.business', icon: IconBuildingStore },
      { to: '/settings/brand', name: 'nav.brand', why: 'settingsPages.brand', icon: IconPalette },
    ],
  },
  {
    name: 'settingsPages.sending',
    pages: [
      { to: '/settings/senders', name: 'nav.senders', why: 'settingsPages.senders', icon: IconSend },
      {
        to: '/settings/sending-hours',
        name: 'nav.sendingHours',
        why: 'settingsPages.sendingHours',
        icon: IconClockHour4,
      },
    ],
  },
  {
    name: 'settingsPages.people',
    pages: [
      { to: '/settings/team', name: 'nav.team', why: 'settingsPages.team', icon: IconUsersGroup },
      { to: '/settings/notifications', name: 'nav.notifications', why: 'settingsPages.notifications', icon: IconBell },
      { to: '/settings/api-keys', name: 'nav.apiKeys', why: 'settingsPages.apiKeys', icon: IconKey },
    ],
  },
  {
    name: 'settingsPages.records',
    pages: [
      { to: '/settings/webhooks', name: 'nav.webhooks', why: 'settingsPages.webhooks', icon: IconWebhook },
      { to: '/settings/audit-log', name: 'nav.auditLog', why: 'settingsPages.auditLog', icon: IconHistory },
      { to: '/settings/data', name: 'nav.data', why: 'settingsPages.data', icon: IconDatabaseExport },
    ],
  },
];
