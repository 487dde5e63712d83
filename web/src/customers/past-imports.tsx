import { Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CustomerImport } from '../../../api/schemas.ts';
import { useList } from '../request/list.ts';
import { Failure } from '../states/failure.tsx';
import { LoadMore } from '../states/load-more.tsx';
import { Row, Rows } from '../states/rows.tsx';
import { Section } from '../states/section.tsx';
import { Moment } from '../time/moment.tsx';

/** The lists that were taken before, with what was stated then. */
export function PastImports() {
  const { t } = useTranslation();
  const list = useList<CustomerImport>('/api/customer-imports');
  if (list.isSuccess && list.items.length === 0) return null;
  return (
    <Section title={t('import.past')}>
      <Failure error={list.error} retry={() => void list.refetch()} />
      {list.items.length > 0 ? (
        <Rows label={t('import.past')}>
          {list.items.map((each) => (
            <Row key={each.id}>
              <Stack gap={0}>
                <Text fw={600}>{each.fileName}</Text>
                <Text size="sm">{each.statement}</Text>
                <Text size="sm" c="dimmed">
                  <Moment at={each.importedAt} />, {t(`import.bases.${each.basis}`)}
                </Text>
              </Stack>
              <Text size="sm">
                {t('import.counts', { created: each.created, known: each.known, wrong: each.wrong })}
              </Text>
            </Row>
          ))}
        </Rows>
      ) : null}
      <LoadMore list={list} />
    </Section>
  );
}
