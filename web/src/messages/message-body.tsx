import { Paper, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Message } from '../../../api/schemas.ts';
import classes from './message-body.module.css';

/** The words that went out: a text in its bubble, an email on its own sheet where nothing of it can run. */
export function MessageBody({ message }: { message: Message & { html?: string | null } }) {
  const { t } = useTranslation();
  if (message.html)
    return (
      <iframe
        className={classes.sheet}
        title={t('message.rendered')}
        sandbox=""
        referrerPolicy="no-referrer"
        srcDoc={message.html}
      />
    );
  if (!message.text) return <Text c="dimmed">{t('message.noText')}</Text>;
  return message.channel === 'sms' ? (
    <div className={classes.bubble}>{message.text}</div>
  ) : (
    <Paper withBorder p="md" bg="var(--surface-sunken)" style={{ whiteSpace: 'pre-wrap' }}>
      {message.text}
    </Paper>
  );
}
