import type { Delivery } from '../../../api/schemas.ts';
import type { Tone } from '../states/tag.tsx';

export const deliveryTones: Record<Delivery['status'], Tone> = {
  received: 'info',
  taken: 'info',
  processed: 'done',
  unreadable: 'failed',
  unknown_account: 'waiting',
  not_needed: 'quiet',
};
