import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ConsentQuestion } from '../../../api/schemas.ts';
import { notifyDone } from '../overlays/notify.ts';
import { decideQuestion, useConsentQuestions } from '../request/consent.ts';
import { problemNotice } from '../states/problem-notice.ts';
import { Section } from '../states/section.tsx';
import { Moment } from '../time/moment.tsx';

/** What a customer wrote that may end messages: the open questions, and what was read and can be taken back. */
export function ConsentQuestions({ customerId, mayDecide }: { customerId: string; mayDecide: boolean }) {
  const { t } = useTranslation();
  const found = useConsentQuestions(customerId);
  const shown = found.data?.items.filter(({ decidedAt, canTakeBack }) => decidedAt === null || canTakeBack) ?? [];
  if (shown.length === 0) return null;
  return (
    <Section title={t('consent.questions')}>
      {shown.map((question) => (
        <Question key={question.id} question={question} mayDecide={mayDecide} />
      ))}
    </Section>
  );
}

function Question({ question, mayDecide }: { question: ConsentQuestion; mayDecide: boolean }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { id, text, meaning, receivedAt, decidedAt } = question;
  const deciding = useMutation({
    mutationFn: (outcome: 'no_more' | 'go_on') => decideQuestion(id, outcome),
    onSuccess: (_, outcome) => notifyDone(t(outcome === 'go_on' ? 'consent.fineDone' : 'consent.wantsOutDone')),
    onError: (error) => problemNotice(error, t),
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: ['list'] });
      await client.invalidateQueries({ queryKey: ['customer'] });
    },
  });
  const open = decidedAt === null;
  const say = (meant: 'no_more' | 'go_on', words: string, variant: string) => (
    <Button
      size="sm"
      variant={variant}
      loading={deciding.isPending && deciding.variables === meant}
      onClick={() => deciding.mutate(meant)}
    >
      {words}
    </Button>
  );
  return (
    <Alert color={open ? 'amber' : 'stone'} title={t(`consent.meaning.${meaning}`)}>
      <Stack gap="sm">
        <Text style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-line' }}>{t('consent.quote', { text })}</Text>
        <Text size="sm">
          <Moment at={receivedAt} /> · {question.from}
        </Text>
        {open ? <Text size="sm">{t('consent.open')}</Text> : null}
        {mayDecide ? (
          <Group gap="xs">
            {open ? say('no_more', t('consent.wantsOut'), 'default') : null}
            {say('go_on', t(open ? 'consent.fine' : 'consent.takeBack'), open ? 'filled' : 'default')}
          </Group>
        ) : null}
      </Stack>
    </Alert>
  );
}
