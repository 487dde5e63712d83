import { Button, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useMe } from '../request/me.ts';
import { useQuestions } from '../request/questions.ts';
import { Page } from '../shell/page.tsx';
import { Mug } from '../states/drawings/mug.tsx';
import { Empty } from '../states/empty.tsx';
import { Failure } from '../states/failure.tsx';
import { Filter } from '../states/filter.tsx';
import { Waiting } from '../states/waiting.tsx';
import { QuestionCard } from './question-card.tsx';

/** What waits for a yes or no of the business. */
export default function Questions() {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const over = search.get('show') === 'over' ? 'over' : null;
  const list = useQuestions(over === null);
  const mayAnswer = useMe().data?.role !== 'viewer';
  const items = list.data?.items ?? [];
  return (
    <Page title={t('questions.title')} lead={t('questions.lead')} width="reading">
      <Filter
        label={t('questions.filter')}
        value={over}
        onChange={(value) => setSearch(value ? { show: value } : {})}
        options={[
          { value: null, label: t('questions.open') },
          { value: 'over', label: t('questions.over') },
        ]}
      />
      {list.isPending ? <Waiting rows={3} height={140} /> : null}
      {list.isError && !list.data ? <Failure error={list.error} retry={() => void list.refetch()} /> : null}
      {list.isSuccess && items.length === 0 ? <Nothing over={over !== null} /> : null}
      {items.length > 0 ? (
        <Stack component="ul" gap="md" m={0} p={0} style={{ listStyle: 'none' }} aria-label={t('questions.title')}>
          {items.map((question) => (
            <QuestionCard key={question.id} question={question} mayAnswer={mayAnswer} />
          ))}
        </Stack>
      ) : null}
    </Page>
  );
}

function Nothing({ over }: { over: boolean }) {
  const { t } = useTranslation();
  if (over) return <Empty why={t('questions.noneOver')} />;
  return (
    <Empty
      drawing={<Mug />}
      title={t('questions.noneTitle')}
      why={t('questions.noneWhy')}
      action={
        <Button component={Link} to="/journeys" variant="default">
          {t('questions.journeys')}
        </Button>
      }
    />
  );
}
