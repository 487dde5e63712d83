import { ActionIcon, Button, Group, Menu } from '@mantine/core';
import {
  IconArrowsSplit2,
  IconCalendarClock,
  IconDeviceMobileMessage,
  IconDoorExit,
  IconGitFork,
  IconHelpHexagon,
  IconMail,
  IconMessageCircleQuestion,
  IconPlus,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
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

const kinds = Object.keys(kindIcons) as AddedKind[];
const others = kinds.filter((kind) => !kind.startsWith('send'));

type Props = {
  /** The lane that is added to; null: the journey itself. */ lane: string | null;
  onAdd: (kind: AddedKind) => void;
};

/** At the end of a lane: the messages at hand, all else in a menu. */
export function AddStep({ lane, onAdd }: Props) {
  const { t } = useTranslation();
  const named = (label: string) => (lane === null ? undefined : t('builder.addTo', { what: label, lane }));
  const messages = [
    ['send_email', t('editor.addEmail')],
    ['send_sms', t('editor.addSms')],
  ] as const;
  return (
    <Group gap="xs">
      {messages.map(([kind, label]) => {
        const Icon = kindIcons[kind];
        return (
          <Button
            key={kind}
            variant="light"
            size={lane === null ? 'sm' : 'xs'}
            leftSection={<Icon size={16} aria-hidden />}
            aria-label={named(label)}
            onClick={() => onAdd(kind)}
          >
            {label}
          </Button>
        );
      })}
      <Menu position="bottom-start">
        <Menu.Target>
          <Button
            variant="default"
            size={lane === null ? 'sm' : 'xs'}
            leftSection={<IconPlus size={16} aria-hidden />}
            aria-label={named(t('builder.more'))}
          >
            {t('builder.more')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Kinds kinds={others} onAdd={onAdd} />
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}

/** Between two steps. */
export function InsertStep({ number, onAdd }: { number: number; onAdd: (kind: AddedKind) => void }) {
  const { t } = useTranslation();
  return (
    <Group justify="center">
      <Menu position="bottom">
        <Menu.Target>
          <ActionIcon variant="default" radius="xl" size="md" aria-label={t('builder.insertBefore', { number })}>
            <IconPlus size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Kinds kinds={kinds} onAdd={onAdd} />
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}

function Kinds({ kinds: offered, onAdd }: { kinds: AddedKind[]; onAdd: (kind: AddedKind) => void }) {
  const { t } = useTranslation();
  return offered.map((kind) => {
    const Icon = kindIcons[kind];
    return (
      <Menu.Item key={kind} leftSection={<Icon size={16} aria-hidden />} onClick={() => onAdd(kind)}>
        {t(`builder.kinds.${kind}`)}
      </Menu.Item>
    );
  });
}
