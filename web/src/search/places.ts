import { type Icon, IconPlus, IconUpload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { rooms } from '../shell/rooms.ts';
import { settingsGroups } from '../shell/settings-pages.ts';

export type Place = { to: string; label: string; icon: Icon };

/** Every page one can go to by its name, and what can be begun. */
export function usePlaces(mayChange: boolean): Place[] {
  const { t } = useTranslation();
  const pages = [...rooms, ...settingsGroups.flatMap((group) => group.pages)];
  return [
    ...(mayChange
      ? [
          { to: '/journeys/new', label: t('search.newJourney'), icon: IconPlus },
          { to: '/customers/import', label: t('customer.import'), icon: IconUpload },
        ]
      : []),
    ...pages.map(({ to, name, icon }) => ({ to, label: t(name), icon })),
  ];
}
