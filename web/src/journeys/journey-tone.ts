import type { JourneyStatus } from '../../../api/schemas.ts';
import type { Tone } from '../states/tag.tsx';

export const journeyTone: Record<JourneyStatus, Tone> = {
  draft: 'quiet',
  active: 'done',
  paused: 'waiting',
  archived: 'quiet',
};
