import { Button, Group } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useActions } from './actions.ts';
import type { Spot } from './arrange.ts';
import { kindIcons } from './kind-icons.ts';

type Props = {
  /** What the lane is called; null: the journey itself. */
  name: string | null;
  spot: Spot;
};

/** At the end of a lane: the messages at hand, all else in the menu. */
export function AddStep({ name, spot }: Props) {
  const { t } = useTranslation();
  const { add, offer } = useActions();
  const named = (label: string) => (name === null ? undefined : t('builder.addTo', { what: label, lane: name }));
  const messages = [
    ['send_email', t('editor.addEmail'), t('editor.kind.send_email')],
    ['send_sms', t('editor.addSms'), t('editor.kind.send_sms')],
  ] as const;
  const size = name === null ? 'sm' : 'compact-sm';
  return (
    <Group gap={6}>
      {messages.map(([kind, label, short]) => {
        const Icon = kindIcons[kind];
        return (
          <Button
            key={kind}
            variant="light"
            size={size}
            leftSection={<Icon size={16} aria-hidden />}
            aria-label={named(label)}
            onClick={() => add(kind, spot)}
          >
            {name === null ? label : short}
          </Button>
        );
      })}
      <Button
        variant="default"
        size={size}
        leftSection={<IconPlus size={16} aria-hidden />}
        aria-label={named(t('builder.more'))}
        aria-haspopup="menu"
        onClick={(event) => offer(spot, event.currentTarget)}
      >
        {t(name === null ? 'builder.more' : 'builder.other')}
      </Button>
    </Group>
  );
}
