/** How far a message has come, ranked: late news never moves it back. */
const ranks = {
  rendered: 0,
  reserved: 1,
  /** It may or may not have gone out; the vendor's callback may still tell. */
  unknown: 2,
  review: 3,
  accepted: 4,
  sent: 5,
  failed: 6,
  delivered: 7,
  clicked: 8,
  replied: 9,
  bounced: 10,
  complained: 11,
  skipped: 12,
} as const;

export type MessageStatus = keyof typeof ranks;

export const messageStatuses = Object.keys(ranks) as [MessageStatus, ...MessageStatus[]];

/** True when the news is further than what is known. */
export const isForward = (known: MessageStatus, news: MessageStatus): boolean => ranks[news] > ranks[known];

/** What is still on our side: it may be claimed. */
export const isOpen = (status: MessageStatus): status is 'rendered' | 'reserved' => ranks[status] <= ranks.reserved;

/** What one message came to, for the journey. */
export const outcomes = ['sent', 'skipped', 'failed', 'unknown', 'review'] as const;
export type Outcome = (typeof outcomes)[number];

const settledAs: Partial<Record<MessageStatus, Outcome>> = {
  unknown: 'unknown',
  review: 'review',
  failed: 'failed',
  skipped: 'skipped',
};

/** What a settled status means for the journey; null while it is still on our side. */
export const outcomeOf = (status: MessageStatus): Outcome | null =>
  isOpen(status) ? null : (settledAs[status] ?? 'sent');

/** The statuses that count as gone out, and those that an owner has to look at. */
export const gone: readonly MessageStatus[] = messageStatuses.filter((status) => outcomeOf(status) === 'sent');
export const troubled: readonly MessageStatus[] = ['failed', 'unknown', 'review', 'bounced', 'complained'];

/** A vendor's word in ours; null when it changes nothing (an opened email steers nothing). */
export const fromVendor: Record<
  'accepted' | 'sent' | 'delivered' | 'opened' | 'clicked' | 'bounced' | 'complained' | 'failed' | 'suppressed',
  MessageStatus | null
> = {
  accepted: 'accepted',
  sent: 'sent',
  delivered: 'delivered',
  opened: null,
  clicked: 'clicked',
  bounced: 'bounced',
  complained: 'complained',
  failed: 'failed',
  suppressed: 'failed',
};

type Mark = 'sent' | 'delivered' | 'clicked' | 'replied' | 'bounced' | 'skipped' | 'failed';

/** Whether a message came so far: who answers has received it, and what bounced was sent. */
export function was(status: MessageStatus, mark: Mark): boolean {
  switch (mark) {
    case 'sent':
      return outcomeOf(status) === 'sent';
    case 'delivered':
      return ['delivered', 'clicked', 'replied', 'complained'].includes(status);
    case 'clicked':
      return status === 'clicked' || status === 'replied';
    case 'failed':
      return status === 'failed' || status === 'bounced';
    default:
      return status === mark;
  }
}
