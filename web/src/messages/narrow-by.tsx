import { Group, NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { MessageStatus } from '../../../api/schemas.ts';
import { messageTone } from './message-tone.ts';

const statuses = Object.keys(messageTone) as MessageStatus[];
const channels = ['email', 'sms'] as const;

/** Only one state, or one channel; what else the address asks for stays. */
export function NarrowBy() {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const choose = (name: 'status' | 'channel', value: string) =>
    setSearch((before) => {
      const next = new URLSearchParams(before);
      if (value) next.set(name, value);
      else next.delete(name);
      if (name === 'status') next.delete('group');
      return next;
    });
  return (
    <Group gap="xs">
      <NativeSelect
        size="xs"
        label={t('message.byStatus')}
        value={search.get('status') ?? ''}
        onChange={({ currentTarget }) => choose('status', currentTarget.value)}
        data={[
          { value: '', label: t('message.anyStatus') },
          ...statuses.map((value) => ({ value, label: t(`message.status.${value}`) })),
        ]}
      />
      <NativeSelect
        size="xs"
        label={t('message.byChannel')}
        value={search.get('channel') ?? ''}
        onChange={({ currentTarget }) => choose('channel', currentTarget.value)}
        data={[
          { value: '', label: t('message.anyChannel') },
          ...channels.map((value) => ({ value, label: t(`message.channel.${value}`) })),
        ]}
      />
    </Group>
  );
}
