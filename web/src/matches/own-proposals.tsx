import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CustomerMatch } from '../../../api/schemas.ts';
import { useList } from '../request/list.ts';
import { LoadMore } from '../states/load-more.tsx';
import { Section } from '../states/section.tsx';
import { PersonPair } from './person-pair.tsx';

/** Records that may be the same person as this customer; nothing when there are none. */
export function OwnProposals({ customerId }: { customerId: string }) {
  const { t } = useTranslation();
  const list = useList<CustomerMatch>('/api/customers/matches', { customerId, status: 'proposed' });
  if (list.items.length === 0) return null;
  return (
    <Section title={t('customer.maybeSame')}>
      <Stack component="ul" gap="sm" m={0} p={0} style={{ listStyle: 'none' }}>
        {list.items.map((match) => (
          <PersonPair key={match.id} match={match} />
        ))}
      </Stack>
      <LoadMore list={list} />
    </Section>
  );
}
