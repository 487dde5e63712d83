import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Evidence } from '../../../api/schemas.ts';
import { messageTone } from '../messages/message-tone.ts';
import classes from './evidence.module.css';

/** One message with why it was written, and every step of its way. */
export function EvidenceMessage({ message }: { message: Evidence['messages'][number] }) {
  const { t } = useTranslation();
  const { channel, from, to, subject, text, why, purpose, reason, vendorId, written, sent, delivery } = message;
  const nobody = t('evidence.nobody');
  return (
    <article className={classes.entry}>
      <Text fw={550}>
        {t(`evidence.channel.${channel}`)} ·{' '}
        {sent ? t('evidence.sent', { at: sent.local }) : t('evidence.written', { at: written.local })}
      </Text>
      <Text size="sm" className={classes.address}>
        {t('evidence.fromTo', { from: from ?? nobody, to: to ?? nobody })}
      </Text>
      {subject ? <Text fw={550}>{subject}</Text> : null}
      {text ? <Text className={classes.text}>{text}</Text> : null}
      <Text size="sm">
        {t('evidence.why')}: {why}
      </Text>
      {purpose ? (
        <Text size="sm">
          {t('evidence.purpose')}: {purpose}
        </Text>
      ) : null}
      {reason ? <Text size="sm">{reason.words}</Text> : null}
      {vendorId ? (
        <Text size="sm" className={classes.address}>
          {t('evidence.vendorId')}: {vendorId}
        </Text>
      ) : null}
      <Text size="sm">{t('evidence.delivery')}:</Text>
      <ul className={classes.list}>
        {delivery.map(({ id, at, local, status, code }) => (
          <li key={id}>
            <time dateTime={at}>{local}</time> · {isStatus(status) ? t(`message.status.${status}`) : status}
            {code ? ` (${code})` : ''}
          </li>
        ))}
      </ul>
    </article>
  );
}

/** One message from the customer, word for word. */
export function EvidenceInbound({ message }: { message: Evidence['inbound'][number] }) {
  const { t } = useTranslation();
  const { channel, from, to, text, consent, received } = message;
  return (
    <article className={classes.entry}>
      <Text fw={550}>
        {t(`evidence.channel.${channel}`)} · <time dateTime={received.at}>{received.local}</time>
      </Text>
      <Text size="sm" className={classes.address}>
        {t('evidence.fromTo', { from, to })}
      </Text>
      <Text className={classes.text}>{text}</Text>
      {consent ? <Text size="sm">{t('evidence.keyword', { word: consent.toUpperCase() })}</Text> : null}
    </article>
  );
}

const isStatus = (status: string): status is keyof typeof messageTone => Object.hasOwn(messageTone, status);
