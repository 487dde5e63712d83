import { useTranslation } from 'react-i18next';
import type { NextPublication } from '../../../api/schemas.ts';

/** The most that one customer can get, and about what its texts cost. */
export function MostMessages({ most: { inAll, texts, cost } }: { most: NextPublication['most'] }) {
  const { t } = useTranslation();
  return (
    <>
      {t('gallery.most', { count: inAll })}
      {texts > 0 ? ` ${t('gallery.texts', { count: texts, cost: Math.round(cost * 100) / 100 })}` : null}
    </>
  );
}
