import type { Message, MessageStatus } from '../../../api/schemas.ts';
import type { Tone } from '../states/tag.tsx';

export const messageTone: Record<MessageStatus, Tone> = {
  rendered: 'info',
  reserved: 'info',
  accepted: 'info',
  sent: 'done',
  delivered: 'done',
  clicked: 'done',
  replied: 'done',
  bounced: 'failed',
  complained: 'failed',
  failed: 'failed',
  skipped: 'quiet',
  unknown: 'waiting',
  review: 'waiting',
};

/** Not yet where it will end: a page that shows such a message looks again by itself. */
export const isOpen = (status: MessageStatus) => ['rendered', 'reserved', 'accepted'].includes(status);

/** When a message that was moved goes out; null: it was not moved, or its time has come. */
export const scheduledFor = ({ status, notBefore }: Pick<Message, 'status' | 'notBefore'>, now = Date.now()) =>
  status === 'rendered' && notBefore !== null && Date.parse(notBefore) > now ? notBefore : null;
