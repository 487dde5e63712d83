import { Alert, Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { CustomerDetail } from '../../../api/schemas.ts';
import { ConsentQuestions } from '../consent/consent-questions.tsx';
import { MuteButton } from '../consent/mute-button.tsx';
import { CustomerConversations } from '../conversations/customer-conversations.tsx';
import { OtherRecords } from '../matches/other-records.tsx';
import { OwnProposals } from '../matches/own-proposals.tsx';
import { useMe } from '../request/me.ts';
import { request } from '../request/request.ts';
import { EraseCustomer } from '../settings/data-erase.tsx';
import { Page } from '../shell/page.tsx';
import { Failure } from '../states/failure.tsx';
import { UpLink } from '../states/up-link.tsx';
import { Waiting } from '../states/waiting.tsx';
import { useInWords } from '../time/moment.tsx';
import { ContactCard } from './contact-card.tsx';
import { CurrentJourneys } from './current-journeys.tsx';
import { CustomerTags } from './customer-tags.tsx';
import { Happenings } from './happenings.tsx';

export default function CustomerPage() {
  const { t } = useTranslation();
  const customerId = useParams().customerId ?? '';
  const inWords = useInWords();
  const mayChange = useMe().data?.role !== 'viewer';
  const found = useQuery({
    queryKey: ['customer', customerId],
    queryFn: ({ signal }) => request<CustomerDetail>(`/api/customers/${customerId}`, { signal }),
  });
  const above = <UpLink to="/customers">{t('customer.back')}</UpLink>;
  if (!found.data)
    return (
      <Page title={t('customer.title')} above={above}>
        {found.isError ? (
          <Failure error={found.error} retry={() => void found.refetch()} />
        ) : (
          <Waiting rows={3} height={120} />
        )}
      </Page>
    );
  const customer = found.data;
  return (
    <Page
      title={customer.name}
      lead={customer.companyName && customer.companyName !== customer.name ? customer.companyName : null}
      above={above}
      beside={<CustomerTags customer={customer} />}
      actions={
        <>
          <Button component={Link} to={`/customers/${customerId}/why`} variant="default">
            {t('why.open')}
          </Button>
          <Button component={Link} to={`/customers/${customerId}/evidence`} variant="default">
            {t('consent.evidence')}
          </Button>
          {mayChange && !customer.deletedAt ? <MuteButton customer={customer} /> : null}
        </>
      }
    >
      {customer.deletedAt ? (
        <Alert color="amber">{t('customer.deletedSince', { at: inWords(customer.deletedAt) })}</Alert>
      ) : null}
      {customer.mutedAt ? (
        <Alert color="amber">{t('consent.mutedSince', { at: inWords(customer.mutedAt) })}</Alert>
      ) : null}
      <ConsentQuestions customerId={customerId} mayDecide={mayChange} />
      <ContactCard customer={customer} />
      <OtherRecords records={customer.others} />
      <OwnProposals customerId={customerId} />
      <CurrentJourneys customerId={customerId} mayChange={mayChange} mayEnter={mayChange && !customer.deletedAt} />
      <CustomerConversations customerId={customerId} />
      <Happenings customerId={customerId} />
      <EraseCustomer id={customer.id} name={customer.name} />
    </Page>
  );
}
