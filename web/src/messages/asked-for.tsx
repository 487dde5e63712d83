import { Anchor, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { MessageStatus } from '../../../api/schemas.ts';
import { daysInWords } from '../time/days.ts';
import { messageTone } from './message-tone.ts';

const reaches = ['sent', 'delivered', 'clicked', 'replied'] as const;
const statuses = Object.keys(messageTone) as MessageStatus[];

/** Which messages the address asks for, in words, and the way back to all of them. */
export function AskedFor({ search, show }: { search: URLSearchParams; show: () => void }) {
  const { t } = useTranslation();
  const reached = reaches.find((each) => each === search.get('reached'));
  const status = statuses.find((each) => each === search.get('status'));
  const days = daysInWords(search.get('from'), search.get('to'));
  const what = reached
    ? t(`message.reached.${reached}`)
    : status
      ? t('message.onlyStatus', { status: t(`message.status.${status}`) })
      : t('message.allOf');
  return (
    <Group gap="xs" role="status">
      <Text fw={600}>{days ? t('message.askedOn', { what, days }) : what}</Text>
      <Anchor component="button" type="button" onClick={show}>
        {t('message.showAll')}
      </Anchor>
    </Group>
  );
}
