import { Anchor, Group, Text } from '@mantine/core';
import {
  type Icon,
  IconBriefcase,
  IconDeviceMobileMessage,
  IconDoorEnter,
  IconDoorExit,
  IconFileSpreadsheet,
  IconMail,
  IconMessage,
  IconShieldCheck,
  IconShieldX,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Enrollment, Event, Happening, Message } from '../../../api/schemas.ts';
import { MessageTag } from '../messages/message-tag.tsx';
import { DecisionReason } from '../people/decision-reason.tsx';
import { Tag } from '../states/tag.tsx';
import { Moment } from '../time/moment.tsx';
import classes from './happenings.module.css';

type Props = { item: Happening; onOpen: (message: Message) => void };

export function HappeningItem({ item, onOpen }: Props) {
  const { t } = useTranslation();
  switch (item.kind) {
    case 'event':
      return (
        <Item icon={IconBriefcase} title={item.event.label} at={item.at} beside={item.event.providerName}>
          <WhatItDid event={item.event} />
        </Item>
      );
    case 'entered':
      return (
        <Item
          icon={IconDoorEnter}
          title={t('happened.entered', { journey: item.enrollment.journey.name })}
          at={item.at}
        >
          <SeeWay enrollment={item.enrollment} />
        </Item>
      );
    case 'left':
      return (
        <Item icon={IconDoorExit} title={leftWords(item.enrollment)} at={item.at}>
          {item.enrollment.finish ? <Text size="sm">{item.enrollment.finish.words}</Text> : null}
          <SeeWay enrollment={item.enrollment} />
        </Item>
      );
    case 'message':
      return <Sent message={item.message} at={item.at} onOpen={onOpen} />;
    case 'received': {
      const { channel, from, text, media } = item.received;
      return (
        <Item icon={IconMessage} title={t(`happened.wrote.${channel}`)} at={item.at} beside={from}>
          {text ? <Text className={classes.quote}>{text}</Text> : null}
          {media > 0 ? <Text size="sm">{t('happened.pictures', { count: media })}</Text> : null}
        </Item>
      );
    }
    case 'consent': {
      const { words, address, ends } = item.change;
      return <Item icon={ends ? IconShieldX : IconShieldCheck} title={words} at={item.at} beside={address} />;
    }
    case 'import':
      return (
        <Item icon={IconFileSpreadsheet} title={item.list.words} at={item.at}>
          <Text size="sm">“{item.list.statement}”</Text>
        </Item>
      );
  }

  function leftWords({ status, journey }: Enrollment): string {
    return t(status === 'completed' ? 'happened.left.completed' : 'happened.left.other', { journey: journey.name });
  }
}

type ItemProps = { icon: Icon; title: ReactNode; at: string; beside?: string; children?: ReactNode };

function Item({ icon: Mark, title, at, beside, children }: ItemProps) {
  return (
    <li className={classes.item}>
      <span className={classes.mark} aria-hidden>
        <Mark size={18} stroke={1.7} />
      </span>
      <div className={classes.words}>
        <Text fw={550} component="div">
          {title}
        </Text>
        {children}
        <Text size="sm" c="dimmed">
          <Moment at={at} />
          {beside ? `, ${beside}` : null}
        </Text>
      </div>
    </li>
  );
}

/** Why it did or did not start each journey. */
function WhatItDid({ event }: { event: Event }) {
  const { t } = useTranslation();
  return (
    <>
      {event.origin === 'history' ? <Tag tone="quiet">{t('event.history')}</Tag> : null}
      {event.decisions.map((decision) => (
        <DecisionReason key={decision.id} decision={decision} />
      ))}
      {event.decisions.length === 0 && event.origin !== 'history' ? (
        <Text size="sm">{t(event.decidedAt ? 'event.noJourney' : 'event.deciding')}</Text>
      ) : null}
    </>
  );
}

function SeeWay({ enrollment }: { enrollment: Enrollment }) {
  const { t } = useTranslation();
  return (
    <Anchor component={Link} to={`/people/${enrollment.id}`} size="sm">
      {t('happened.openPerson')}
    </Anchor>
  );
}

function Sent({ message, at, onOpen }: { message: Message; at: string; onOpen: (message: Message) => void }) {
  const { t } = useTranslation();
  const from = message.journey?.name ?? t(`message.kind.${message.kind}`);
  return (
    <Item
      icon={message.channel === 'email' ? IconMail : IconDeviceMobileMessage}
      title={
        <Group gap="xs">
          <span>{message.subject ?? message.text ?? t('message.noText')}</span>
          <MessageTag message={message} />
        </Group>
      }
      at={at}
      beside={from}
    >
      {message.reason ? <Text size="sm">{message.reason.words}</Text> : null}
      <Anchor component="button" type="button" size="sm" onClick={() => onOpen(message)}>
        {t('happened.openMessage')}
      </Anchor>
    </Item>
  );
}
