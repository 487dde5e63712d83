import { Anchor, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { OwnerQuestion } from '../../../api/schemas.ts';
import { notifyDone } from '../overlays/notify.ts';
import { answerQuestion } from '../request/questions.ts';
import { problemNotice } from '../states/problem-notice.ts';
import { Moment } from '../time/moment.tsx';

/** One thing that is asked, with what can be answered, or what was. */
export function QuestionCard({ question, mayAnswer }: { question: OwnerQuestion; mayAnswer: boolean }) {
  const { t } = useTranslation();
  const { customer, journey, message, enrollmentId } = question;
  const title = message ? t(`questions.${message.channel}`, customer) : t('questions.about', customer);
  return (
    <Paper component="li" withBorder p="md">
      <Stack gap="sm">
        <div>
          <Title order={2} size="h4">
            {title}
          </Title>
          <Anchor component={Link} to={`/people/${enrollmentId}`} size="sm">
            {t('questions.from', { journey: journey.name })}
          </Anchor>
        </div>
        {message?.subject ? <Text fw={600}>{message.subject}</Text> : null}
        <Text style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-line' }}>{message?.text ?? question.question}</Text>
        {question.open ? <Open question={question} mayAnswer={mayAnswer} /> : <Over question={question} />}
      </Stack>
    </Paper>
  );
}

function Open({ question, mayAnswer }: { question: OwnerQuestion; mayAnswer: boolean }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { id, message, dueAt, silence } = question;
  const words = { yes: message ? 'send' : 'yes', no: message ? 'leaveOut' : 'no' } as const;
  const answering = useMutation({
    mutationFn: (answer: 'yes' | 'no') => answerQuestion(id, answer),
    onSuccess: (_, answer) => notifyDone(t(`questions.done.${words[answer]}`)),
    onError: (error) => problemNotice(error, t),
    onSettled: () => client.invalidateQueries({ queryKey: ['list'] }),
  });
  return (
    <>
      <Text size="sm" c="dimmed">
        {message ? t('questions.untilMessage') : t('questions.until', { silence: t(`questions.${silence}`) })}{' '}
        <Moment at={dueAt} />
      </Text>
      {mayAnswer ? (
        <Group gap="xs">
          {(['yes', 'no'] as const).map((answer) => (
            <Button
              key={answer}
              variant={answer === 'yes' ? 'filled' : 'default'}
              disabled={answering.isPending}
              loading={answering.isPending && answering.variables === answer}
              onClick={() => answering.mutate(answer)}
            >
              {t(`questions.${words[answer]}`)}
            </Button>
          ))}
        </Group>
      ) : null}
    </>
  );
}

function Over({ question: { answer, answeredAt, answeredVia } }: { question: OwnerQuestion }) {
  const { t } = useTranslation();
  return (
    <Text size="sm" c="dimmed">
      {t(`questions.said.${answer ?? 'nobody'}`)}
      {answeredVia ? `, ${t(`questions.via.${answeredVia}`)}` : null}
      {answeredAt ? (
        <>
          {' · '}
          <Moment at={answeredAt} />
        </>
      ) : null}
    </Text>
  );
}
