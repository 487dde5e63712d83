import { useTranslation } from 'react-i18next';
import type { Message } from '../../../api/schemas.ts';
import { Tag } from '../states/tag.tsx';
import { useShortly } from '../time/moment.tsx';
import { messageTone, scheduledFor } from './message-tone.ts';

/** What became of a message; one that was moved says when it goes out. */
export function MessageTag({ message }: { message: Message }) {
  const { t } = useTranslation();
  const shortly = useShortly();
  const at = scheduledFor(message);
  return (
    <Tag tone={messageTone[message.status]}>
      {at ? t('message.scheduled', { at: shortly(at) }) : t(`message.status.${message.status}`)}
    </Tag>
  );
}
