import { Anchor, List, Paper, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CheckedList } from '../../../api/schemas.ts';

/** What was read in a list: who is new, who is here already, and every line that cannot be taken. */
export function ImportCheck({ checked }: { checked: CheckedList }) {
  const { t } = useTranslation();
  const { columns, fresh, known, wrong, examples, knownLines, wrongLines } = checked;
  const left = columns.filter(({ field }) => field === null).map(({ heading }) => heading);
  return (
    <Paper component="section" withBorder p="lg" bg="var(--surface)" aria-label={t('import.found')}>
      <Stack gap="md">
        <div>
          <Title order={2}>{t('import.found')}</Title>
          <Text>
            {t('import.lines', { count: checked.lines })} {t('import.fresh', { count: fresh })}{' '}
            {t('import.known', { count: known })} {t('import.wrong', { count: wrong })}
          </Text>
          {left.length > 0 ? (
            <Text size="sm" c="dimmed">
              {t('import.leftOut', { columns: left.join(', ') })}
            </Text>
          ) : null}
        </div>
        {examples.length > 0 ? (
          <Part title={t('import.examples')}>
            {examples.map(({ line, name, email, phone }) => (
              <List.Item key={line}>{[name, email, phone].filter(Boolean).join(', ')}</List.Item>
            ))}
          </Part>
        ) : null}
        {wrongLines.length > 0 ? (
          <Part title={t('import.wrongTitle')}>
            {wrongLines.map(({ line, words }) => (
              <List.Item key={line}>
                {t('import.line', { line })}: {words}
              </List.Item>
            ))}
            <More all={wrong} shown={wrongLines.length} />
          </Part>
        ) : null}
        {knownLines.length > 0 ? (
          <Part title={t('import.knownTitle')}>
            {knownLines.map(({ line, customer }) => (
              <List.Item key={line}>
                {t('import.line', { line })}:{' '}
                <Anchor component={Link} to={`/customers/${customer.id}`}>
                  {customer.name}
                </Anchor>
              </List.Item>
            ))}
            <More all={known} shown={knownLines.length} />
          </Part>
        ) : null}
      </Stack>
    </Paper>
  );
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <div>
      <Title order={3} fz="md">
        {title}
      </Title>
      <List size="sm">{children}</List>
    </div>
  );
}

function More({ all, shown }: { all: number; shown: number }) {
  const { t } = useTranslation();
  return all > shown ? <List.Item>{t('import.more', { count: all - shown })}</List.Item> : null;
}
