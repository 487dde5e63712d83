import { Text, VisuallyHidden } from '@mantine/core';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { ThreadItem } from '../../../api/schemas.ts';
import { messageTone } from '../messages/message-tone.ts';
import { Tag } from '../states/tag.tsx';
import { Moment } from '../time/moment.tsx';
import classes from './thread.module.css';

/** One message of a thread: theirs on the left, ours on the right. */
export function ThreadLine({ item, name }: { item: ThreadItem; name: string }) {
  const { t } = useTranslation();
  const { direction, text, media, consent, meaning, reason, status } = item;
  return (
    <li className={classes.line} data-direction={direction}>
      <VisuallyHidden>{who(item, name, t)}</VisuallyHidden>
      <div className={classes.bubble}>
        {text || (media > 0 ? '' : t('conversation.empty'))}
        {media > 0 ? (
          <Text size="sm" title={t('conversation.mediaWhere')}>
            {t('conversation.media', { count: media })}
          </Text>
        ) : null}
      </div>
      {consent ? <Tag tone="waiting">{t(`conversation.consent.${consent}`)}</Tag> : null}
      {meaning ? <Tag tone="waiting">{t(`conversation.meaning.${meaning}`)}</Tag> : null}
      <div className={classes.below}>
        <Text size="xs" c="dimmed">
          {direction === 'out' ? `${who(item, name, t)}, ` : ''}
          <Moment at={item.at} />
        </Text>
        {status ? <Tag tone={messageTone[status]}>{t(`message.status.${status}`)}</Tag> : null}
      </div>
      {reason ? <Text size="sm">{reason.words}</Text> : null}
    </li>
  );
}

function who({ direction, kind, journey }: ThreadItem, name: string, t: TFunction): string {
  if (direction === 'in') return t('conversation.them', { name });
  if (kind === 'answer') return t('conversation.byYou');
  return journey ? t('conversation.byJourney', { journey }) : t('conversation.byService');
}
