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

/** When a message that was moved goes out; null: it was not moved, or its time has come. */
export const scheduledFor = ({ status, notBefore }: Pick<Message, 'status' | 'notBefore'>, now = Date.now()) =>
  status === 'rendered' && notBefore !== null && Date.parse(notBefore) > now ? notBefore : null;
