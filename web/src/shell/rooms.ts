import {
  IconActivity,
  IconAddressBook,
  IconAlertCircle,
  IconHelpCircle,
  IconHome2,
  IconMail,
  IconMessages,
  IconRoute,
  IconSettings,
} from '@tabler/icons-react';

/** The rooms of the house, as the navigation and the search name them. */
export const rooms = [
  { to: '/', name: 'nav.home', icon: IconHome2 },
  { to: '/attention', name: 'nav.attention', icon: IconAlertCircle },
  { to: '/journeys', name: 'nav.journeys', icon: IconRoute },
  { to: '/questions', name: 'nav.questions', icon: IconHelpCircle },
  { to: '/customers', name: 'nav.customers', icon: IconAddressBook },
  { to: '/conversations', name: 'nav.conversations', icon: IconMessages },
  { to: '/messages', name: 'nav.messages', icon: IconMail },
  { to: '/activity', name: 'nav.activity', icon: IconActivity },
  { to: '/settings', name: 'nav.settings', icon: IconSettings },
] as const;
