import { useTranslation } from 'react-i18next';
import { useUnreadCount } from '../request/conversations.ts';
import classes from './unread-badge.module.css';

/** How many conversations want to be read, beside their name in the navigation. */
export function UnreadBadge() {
  const { t } = useTranslation();
  const count = useUnreadCount().data?.unread ?? 0;
  if (count === 0) return null;
  return (
    <span className={classes.badge} role="img" aria-label={t('nav.unread', { count })}>
      {count > 99 ? '99+' : count}
    </span>
  );
}
