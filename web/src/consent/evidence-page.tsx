import { Alert, Anchor, Button, Stack, Text } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { Evidence } from '../../../api/schemas.ts';
import { useEvidence } from '../request/consent.ts';
import { Page } from '../shell/page.tsx';
import { Failure } from '../states/failure.tsx';
import { Section } from '../states/section.tsx';
import { UpLink } from '../states/up-link.tsx';
import { Waiting } from '../states/waiting.tsx';
import classes from './evidence.module.css';
import { EvidenceInbound, EvidenceMessage } from './evidence-entry.tsx';

/** Everything that was said between the business and one customer, to print or to keep. */
export default function EvidencePage() {
  const { t } = useTranslation();
  const customerId = useParams().customerId ?? '';
  const found = useEvidence(customerId);
  const above = (
    <div className={classes.screen}>
      <UpLink to={`/customers/${customerId}`}>{t('evidence.back')}</UpLink>
    </div>
  );
  if (!found.data)
    return (
      <Page title={t('consent.evidence')} above={above} width="reading">
        {found.isError ? (
          <Failure error={found.error} retry={() => void found.refetch()} />
        ) : (
          <Waiting rows={4} height={90} />
        )}
      </Page>
    );
  const { customer, business, made, zone, more, messages, inbound, mutedAt } = found.data;
  return (
    <Page
      title={t('evidence.title', { name: customer.name })}
      lead={t('evidence.lead', { business, at: made.local, zone })}
      above={above}
      width="reading"
      actions={
        <div className={classes.screen}>
          <Button leftSection={<IconPrinter size={16} aria-hidden />} onClick={() => window.print()}>
            {t('evidence.print')}
          </Button>
        </div>
      }
    >
      <Anchor className={classes.screen} href={`/api/customers/${customerId}/evidence`} download="messages.json">
        {t('evidence.json')}
      </Anchor>
      {mutedAt ? <Text>{t('evidence.muted')}</Text> : null}
      {more ? <Alert color="amber">{t('evidence.more')}</Alert> : null}
      <Allowed evidence={found.data} />
      <Section title={t('evidence.messages')}>
        {messages.length === 0 ? <Text c="dimmed">{t('evidence.messagesNone')}</Text> : null}
        {messages.map((message) => (
          <EvidenceMessage key={message.id} message={message} />
        ))}
      </Section>
      <Section title={t('evidence.inbound')}>
        {inbound.length === 0 ? <Text c="dimmed">{t('evidence.inboundNone')}</Text> : null}
        {inbound.map((message) => (
          <EvidenceInbound key={message.id} message={message} />
        ))}
      </Section>
    </Page>
  );
}

function Allowed({ evidence: { addresses, changes, lists } }: { evidence: Evidence }) {
  const { t } = useTranslation();
  return (
    <>
      <Section title={t('evidence.addresses')}>
        {addresses.length === 0 ? <Text c="dimmed">{t('evidence.addressesNone')}</Text> : null}
        <Stack gap="xs">
          {addresses.map(({ address, suppressed, refused }) => (
            <div key={address} className={classes.entry}>
              <Text fw={550}>{address}</Text>
              <Text size="sm">
                {suppressed ? t('evidence.nothing', { why: suppressed.words }) : null}
                {!suppressed && refused.length > 0
                  ? t('evidence.refused', { what: refused.map(({ words }) => words).join(', ') })
                  : null}
                {!suppressed && refused.length === 0 ? t('evidence.allowed') : null}
              </Text>
            </div>
          ))}
        </Stack>
      </Section>
      {lists.length > 0 ? (
        <Section title={t('evidence.lists')}>
          <ul className={classes.list}>
            {lists.map(({ id, at, local, words, statement }) => (
              <li key={id}>
                <time dateTime={at}>{local}</time> · {words} “{statement}”
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
      <Section title={t('evidence.changes')}>
        {changes.length === 0 ? <Text c="dimmed">{t('evidence.changesNone')}</Text> : null}
        <ul className={classes.list}>
          {changes.map(({ id, at, local, address, words }) => (
            <li key={id}>
              <time dateTime={at}>{local}</time> · {address}: {words}
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}
