import { useTranslation } from 'react-i18next';
import classes from '../conversations/unread-badge.module.css';
import { useAttention } from '../request/attention.ts';

/** How much only somebody of the business can settle, beside its name in the navigation. */
export function AttentionBadge() {
  const { t } = useTranslation();
  const count = useAttention().data?.waiting ?? 0;
  if (count === 0) return null;
  return (
    <span className={classes.badge} role="img" aria-label={t('nav.attentionCount', { count })}>
      {count > 99 ? '99+' : count}
    </span>
  );
}
