import { useTranslation } from 'react-i18next';
import classes from '../conversations/unread-badge.module.css';
import { useOpenCount } from '../request/questions.ts';

/** How much waits for an answer, beside its name in the navigation. */
export function OpenBadge() {
  const { t } = useTranslation();
  const count = useOpenCount().data?.open ?? 0;
  if (count === 0) return null;
  return (
    <span className={classes.badge} role="img" aria-label={t('nav.questionsOpen', { count })}>
      {count > 99 ? '99+' : count}
    </span>
  );
}
