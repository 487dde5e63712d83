import { Alert, Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { CustomerDetail, Enrollment, Event, Message } from '../../../api/schemas.ts';
import { ConsentQuestions } from '../consent/consent-questions.tsx';
import { MuteButton } from '../consent/mute-button.tsx';
import { CustomerConversations } from '../conversations/customer-conversations.tsx';
import { EventRows } from '../events/event-rows.tsx';
import { OtherRecords } from '../matches/other-records.tsx';
import { MessageRows } from '../messages/message-rows.tsx';
import { EnterByHand } from '../people/enter-by-hand.tsx';
import { PersonRows } from '../people/person-rows.tsx';
import { useList } from '../request/list.ts';
import { useMe } from '../request/me.ts';
import { request } from '../request/request.ts';
import { Page } from '../shell/page.tsx';
import { Failure } from '../states/failure.tsx';
import { LoadMore } from '../states/load-more.tsx';
import { Section } from '../states/section.tsx';
import { UpLink } from '../states/up-link.tsx';
import { Waiting } from '../states/waiting.tsx';
import { useInWords } from '../time/moment.tsx';
import { ContactCard } from './contact-card.tsx';
import { CustomerTags } from './customer-tags.tsx';

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
      <CustomerConversations customerId={customerId} />
      <Journeys customerId={customerId} mayEnter={mayChange && !customer.deletedAt} />
      <Messages customerId={customerId} />
      <Events customerId={customerId} />
    </Page>
  );
}

function Journeys({ customerId, mayEnter }: { customerId: string; mayEnter: boolean }) {
  const { t } = useTranslation();
  const list = useList<Enrollment>('/api/enrollments', { customerId });
  return (
    <Section title={t('customer.journeys')}>
      {list.isPending ? <Waiting rows={1} /> : null}
      <Failure error={list.error} retry={() => void list.refetch()} />
      {list.isSuccess && list.items.length === 0 ? <Text c="dimmed">{t('customer.noJourneys')}</Text> : null}
      {mayEnter ? <EnterByHand customerId={customerId} /> : null}
      <PersonRows people={list.items} name="journey" label={t('customer.journeys')} />
      <LoadMore list={list} />
    </Section>
  );
}

function Messages({ customerId }: { customerId: string }) {
  const { t } = useTranslation();
  const list = useList<Message>('/api/messages', { customerId });
  return (
    <Section title={t('customer.messages')}>
      {list.isPending ? <Waiting rows={1} /> : null}
      <Failure error={list.error} retry={() => void list.refetch()} />
      {list.isSuccess && list.items.length === 0 ? <Text c="dimmed">{t('customer.noMessages')}</Text> : null}
      <MessageRows messages={list.items} name="subject" label={t('customer.messages')} />
      <LoadMore list={list} />
    </Section>
  );
}

function Events({ customerId }: { customerId: string }) {
  const { t } = useTranslation();
  const list = useList<Event>('/api/events', { customerId });
  return (
    <Section title={t('customer.events')}>
      {list.isPending ? <Waiting rows={1} /> : null}
      <Failure error={list.error} retry={() => void list.refetch()} />
      {list.isSuccess && list.items.length === 0 ? <Text c="dimmed">{t('customer.noEvents')}</Text> : null}
      <EventRows events={list.items} label={t('customer.events')} />
      <LoadMore list={list} />
    </Section>
  );
}
