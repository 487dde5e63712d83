import {
  IconArrowsSplit2,
  IconCalendarClock,
  IconDeviceMobileMessage,
  IconDoorExit,
  IconGitFork,
  IconHelpHexagon,
  IconMail,
  IconMessageCircleQuestion,
} from '@tabler/icons-react';
import type { AddedKind } from '../blocks.ts';

export const kindIcons = {
  send_email: IconMail,
  send_sms: IconDeviceMobileMessage,
  wait_for: IconMessageCircleQuestion,
  wait_until: IconCalendarClock,
  branch: IconGitFork,
  split: IconArrowsSplit2,
  ask_owner: IconHelpHexagon,
  exit: IconDoorExit,
} satisfies Record<AddedKind, typeof IconMail>;

export const kinds = Object.keys(kindIcons) as AddedKind[];
