import { Anchor, Group, Text } from '@mantine/core';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Message, Timeline } from '../../../api/schemas.ts';
import { MessageTag } from '../messages/message-tag.tsx';
import { messageTone } from '../messages/message-tone.ts';
import { Moment, useInWords } from '../time/moment.tsx';
import classes from './timeline-list.module.css';

type Props = { timeline: Timeline; onOpen: (message: Message) => void };

export function TimelineList({ timeline, onOpen }: Props) {
  const messages = new Map(timeline.messages.map((message) => [message.id, message]));
  return (
    <ol className={classes.line}>
      {timeline.steps.map((step) => (
        <TimelineItem
          key={step.id}
          step={step}
          message={step.messageId ? (messages.get(step.messageId) ?? null) : null}
          onOpen={onOpen}
        />
      ))}
    </ol>
  );
}

type ItemProps = { step: Timeline['steps'][number]; message: Message | null; onOpen: (message: Message) => void };

function TimelineItem({ step, message, onOpen }: ItemProps) {
  const { t } = useTranslation();
  const inWords = useInWords();
  return (
    <li className={classes.item} data-tone={message ? messageTone[message.status] : 'quiet'}>
      <Group gap="xs">
        <Text fw={550}>{step.words}</Text>
        {message ? <MessageTag message={message} /> : null}
      </Group>
      {step.until ? (
        <Text size="sm">
          {t(step.code === 'message_moved' ? 'person.movedTo' : 'person.until', { at: inWords(step.until) })}
        </Text>
      ) : null}
      {step.reason ? (
        <Text size="sm">
          {step.reason.words}{' '}
          {/^(outside_window|public_holiday|own_holiday)/.test(step.reason.code) ? (
            <Anchor component={Link} to="/settings/sending-hours" size="sm">
              {t('person.sendingHours')}
            </Anchor>
          ) : null}
        </Text>
      ) : null}
      {message?.reason && message.reason.words !== step.reason?.words ? (
        <Text size="sm">{message.reason.words}</Text>
      ) : null}
      {message?.status === 'unknown' ? <Text size="sm">{t('message.unknownWhy')}</Text> : null}
      {message ? (
        <Group gap="xs">
          <Text size="sm">{whither(message, t)}</Text>
          <Anchor component="button" type="button" size="sm" onClick={() => onOpen(message)}>
            {t('person.seeMessage')}
          </Anchor>
        </Group>
      ) : null}
      <Text size="sm" c="dimmed">
        <Moment at={step.at} />
        {message?.vendorId ? `. ${t('message.vendorNumber', { id: message.vendorId })}` : null}
      </Text>
    </li>
  );
}

function whither({ channel, to, subject, customer }: Message, t: TFunction): string {
  if (to === null) return t(`person.noAddress.${channel}`, { customer: customer?.name ?? t('message.nobody') });
  if (channel === 'email' && !subject) return t('person.noSubject', { to });
  return t(`person.sentTo.${channel}`, { subject: subject ?? '', to });
}
