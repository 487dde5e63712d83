import { Paper, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RehearsedMessage as Message, RehearsedPath } from '../../../api/schemas.ts';
import { Tag } from '../states/tag.tsx';
import { useInWords } from '../time/moment.tsx';

const tones = { sent: 'done', skipped: 'failed', planned: 'waiting' } as const;

/** One message of a rehearsal: when it leaves, or why not, and what moved it. */
export function RehearsedMessage({ message }: { message: Message }) {
  const { t } = useTranslation();
  const inWords = useInWords();
  const { channel, outcome, at, dueAt, reason, moves, assumed } = message;
  const name = t(`rehearsal.${channel}`);
  const last = moves.at(-1);
  return (
    <Stack gap={0}>
      <Tag tone={tones[outcome]}>
        {outcome === 'sent' && at
          ? t('rehearsal.sent', { channel: name, at: inWords(at) })
          : t(outcome === 'skipped' ? 'rehearsal.skippedMessage' : 'rehearsal.planned', { channel: name })}
      </Tag>
      {reason ? <Text size="sm">{reason.words}</Text> : null}
      {assumed.map(({ code, words }) => (
        <Text key={code} size="sm" c="dimmed">
          {words}
        </Text>
      ))}
      {last && outcome !== 'skipped' ? (
        <Text size="sm" c="dimmed">
          {t('rehearsal.movedTo', { due: inWords(dueAt), words: last.reason.words })}
        </Text>
      ) : null}
    </Stack>
  );
}

/** The same with its words. */
export function WrittenMessage({ message }: { message: RehearsedPath['messages'][number] }) {
  const { written } = message;
  return (
    <Stack gap={4}>
      <RehearsedMessage message={message} />
      {written?.text ? (
        <Paper p="sm" bg="var(--surface-sunken)" radius="md">
          {written.subject === null ? null : <Text fw={600}>{written.subject}</Text>}
          <Text style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{written.text}</Text>
        </Paper>
      ) : null}
    </Stack>
  );
}
