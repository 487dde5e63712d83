import { Paper, Skeleton, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Message } from '../../../api/schemas.ts';
import { useMessage } from '../request/messages.ts';
import { EmailSheet } from './email-sheet.tsx';
import classes from './message-body.module.css';

/** The words that went out: a text in its bubble, an email on its own sheet where nothing of it can run. */
export function MessageBody({ message }: { message: Message }) {
  const { t } = useTranslation();
  const made = useMessage(message.id, message.channel === 'email');
  if (message.channel === 'email' && made.isLoading) return <Skeleton height={240} radius="md" />;
  if (made.data?.html) return <EmailSheet html={made.data.html} title={t('message.rendered')} />;
  if (!message.text) return <Text c="dimmed">{t('message.noText')}</Text>;
  return message.channel === 'sms' ? (
    <div className={classes.bubble}>{message.text}</div>
  ) : (
    <Paper withBorder p="md" bg="var(--surface-sunken)" style={{ whiteSpace: 'pre-wrap' }}>
      {message.text}
    </Paper>
  );
}
