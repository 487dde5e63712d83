import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Senders as All } from '../../../api/schemas.ts';
import { useMe } from '../request/me.ts';
import { useSenders } from '../request/senders.ts';
import { Page } from '../shell/page.tsx';
import { Mailbox } from '../states/drawings/mailbox.tsx';
import { Empty } from '../states/empty.tsx';
import { Failure } from '../states/failure.tsx';
import { Section } from '../states/section.tsx';
import { Waiting } from '../states/waiting.tsx';
import { SenderAccountForm } from './sender-account-form.tsx';
import { SenderCard } from './sender-card.tsx';
import { SenderDomainForm } from './sender-domain-form.tsx';
import { SenderNumbers } from './sender-numbers.tsx';

/** What messages leave from. */
export default function Senders() {
  const { t } = useTranslation();
  const { data, error, isPending, refetch } = useSenders();
  const role = useMe().data?.role;
  const hasNumber = data?.items.some(({ kind }) => kind === 'number') ?? false;
  const mayChange = role === 'owner' || role === 'admin';
  return (
    <Page title={t('senders.title')} lead={t('senders.lead')} width="reading">
      {isPending ? <Waiting rows={4} /> : null}
      <Failure error={error} retry={() => void refetch()} />
      {data ? (
        <>
          <Section title={t('senders.email')}>
            {data.channels.email ? null : <Text>{t('senders.emailOff')}</Text>}
            <Cards senders={data} channel="email" mayChange={mayChange} />
            {mayChange && data.channels.email ? <SenderDomainForm /> : null}
          </Section>
          <Section title={t('senders.texts')}>
            {data.channels.sms ? null : <Text>{t('senders.textsOff')}</Text>}
            <Cards senders={data} channel="sms" mayChange={mayChange} />
            {mayChange && data.channels.sms && !data.textAccount ? <SenderAccountForm /> : null}
            {mayChange && data.textAccount ? <SenderNumbers mayBuy={role === 'owner' && !hasNumber} /> : null}
          </Section>
        </>
      ) : null}
    </Page>
  );
}

type CardsProps = { senders: All; channel: 'email' | 'sms'; mayChange: boolean };

function Cards({ senders: { items, channels }, channel, mayChange }: CardsProps) {
  const { t } = useTranslation();
  const own = items.filter((sender) => sender.channel === channel);
  if (own.length === 0) return channels[channel] ? <Empty drawing={<Mailbox />} why={t('senders.none')} /> : null;
  return own.map((sender) => <SenderCard key={sender.id} sender={sender} mayChange={mayChange} />);
}
