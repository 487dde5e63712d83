import { List, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Reason } from '../../../api/schemas.ts';
import { Section } from '../states/section.tsx';

/** What was taken for granted where nobody knows. */
export function Assumptions({ list }: { list: Reason[] }) {
  const { t } = useTranslation();
  return (
    <Section title={t('rehearsal.assumptions')}>
      <List size="sm">
        {list.map(({ code, words }) => (
          <List.Item key={code}>
            <Text size="sm">{words}</Text>
          </List.Item>
        ))}
      </List>
    </Section>
  );
}
