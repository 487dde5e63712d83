import type { EnrollmentStatus } from '../../../api/schemas.ts';
import type { Tone } from '../states/tag.tsx';

export const personTone: Record<EnrollmentStatus, Tone> = {
  new: 'info',
  active: 'info',
  held: 'waiting',
  completed: 'done',
  exited: 'quiet',
  stopped: 'quiet',
  failed: 'failed',
};

/** Still on the way: such a page looks again by itself. */
export const inMotion = (status: EnrollmentStatus) => status === 'new' || status === 'active' || status === 'held';
