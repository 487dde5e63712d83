import { Button, Group, Stack, Textarea } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sendAnswer } from '../request/conversations.ts';
import { Failure } from '../states/failure.tsx';

const longest = 1600;

/** Where an answer is written. One that could not be sent stays, and is never sent twice. */
export function AnswerForm({ id }: { id: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [text, setText] = useState('');
  const key = useRef(crypto.randomUUID());
  const sending = useMutation({
    mutationFn: () => sendAnswer(id, { id: key.current, text: text.trim() }),
    onSuccess: () => {
      key.current = crypto.randomUUID();
      setText('');
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['list'] }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() && !sending.isPending) sending.mutate();
  };
  const change = (next: string) => {
    // Other words are another answer.
    key.current = crypto.randomUUID();
    setText(next);
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Textarea
          label={t('conversation.answer')}
          description={t('conversation.answerHint')}
          autosize
          minRows={2}
          maxRows={10}
          maxLength={longest}
          value={text}
          readOnly={sending.isPending}
          onChange={(event) => change(event.currentTarget.value)}
        />
        <Failure error={sending.error} />
        <Group>
          <Button
            type="submit"
            leftSection={<IconSend size={16} aria-hidden />}
            loading={sending.isPending}
            disabled={text.trim() === ''}
          >
            {t('conversation.send')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
