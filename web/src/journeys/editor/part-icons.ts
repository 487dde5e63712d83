import { IconBolt, IconFlagCheck, IconSettings, IconUsers } from '@tabler/icons-react';
import type { Part } from './selection.ts';

export const partIcons = {
  ':start': IconBolt,
  ':who': IconUsers,
  ':exits': IconFlagCheck,
  ':rules': IconSettings,
} satisfies Record<Part, typeof IconBolt>;
