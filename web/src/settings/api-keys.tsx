import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ApiKey } from '../../../api/schemas.ts';
import { ask } from '../overlays/ask.ts';
import { notifyDone } from '../overlays/notify.ts';
import { useMe } from '../request/me.ts';
import { revokeKey, useApiKeys, useKeyDeed } from '../request/settings-lists.ts';
import { Page } from '../shell/page.tsx';
import { Shield } from '../states/drawings/shield.tsx';
import { Empty } from '../states/empty.tsx';
import { Failure } from '../states/failure.tsx';
import { problemNotice } from '../states/problem-notice.ts';
import { Row, Rows } from '../states/rows.tsx';
import { Section } from '../states/section.tsx';
import { Tag } from '../states/tag.tsx';
import { Waiting } from '../states/waiting.tsx';
import { useInWords } from '../time/moment.tsx';
import { ApiKeyForm } from './api-key-form.tsx';

/** Keys for programs. */
export default function ApiKeys() {
  const { t } = useTranslation();
  const role = useMe().data?.role;
  const may = role === 'owner' || role === 'admin';
  return (
    <Page title={t('apiKeys.title')} lead={t('apiKeys.lead')} width="reading">
      {may ? <Keys /> : <Empty drawing={<Shield />} why={t('apiKeys.onlyAdmins')} />}
    </Page>
  );
}

function Keys() {
  const { t } = useTranslation();
  const found = useApiKeys();
  const keys = found.data?.items ?? [];
  return (
    <>
      <Section title={t('apiKeys.list')}>
        {found.isPending ? <Waiting rows={2} /> : null}
        <Failure error={found.error} retry={() => void found.refetch()} />
        {found.isSuccess && keys.length === 0 ? <Empty drawing={<Shield />} why={t('apiKeys.none')} /> : null}
        {keys.length > 0 ? (
          <Rows label={t('apiKeys.list')}>
            {keys.map((key) => (
              <Key key={key.id} of={key} />
            ))}
          </Rows>
        ) : null}
        <Text size="sm">
          <Anchor href="/api/docs/" inherit underline="always">
            {t('apiKeys.docs')}
          </Anchor>
        </Text>
      </Section>
      <ApiKeyForm />
    </>
  );
}

function Key({ of: { id, name, start, scope, createdAt, lastUsedAt } }: { of: ApiKey }) {
  const { t } = useTranslation();
  const inWords = useInWords();
  const revoking = useKeyDeed(() => revokeKey(id));
  const revoke = async () => {
    const sure = await ask({
      title: t('apiKeys.revokeTitle', { name }),
      children: <Text size="sm">{t('apiKeys.revokeWhy')}</Text>,
      confirm: t('apiKeys.revoke'),
      cancel: t('cancel'),
      color: 'brick',
      closeLabel: t('close'),
    });
    if (!sure) return;
    revoking.mutate(undefined, {
      onSuccess: () => notifyDone(t('apiKeys.revoked')),
      onError: (error) => problemNotice(error, t),
    });
  };
  return (
    <Row columns="minmax(0, 1fr) auto">
      <Stack gap={2}>
        <Group gap="xs">
          <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
            {name}
          </Text>
          <Tag tone={scope === 'write' ? 'info' : 'quiet'}>{t(`apiKeys.scopeTag.${scope}`)}</Tag>
        </Group>
        <Text size="sm" ff="monospace">
          {start}…
        </Text>
        <Text size="sm" c="dimmed">
          {t('apiKeys.madeAt', { at: inWords(createdAt) })}.{' '}
          {lastUsedAt ? t('apiKeys.used', { at: inWords(lastUsedAt) }) : t('apiKeys.neverUsed')}.
        </Text>
      </Stack>
      <Button
        variant="default"
        size="xs"
        aria-label={t('apiKeys.revokeOf', { name })}
        loading={revoking.isPending}
        onClick={() => void revoke()}
      >
        {t('apiKeys.revoke')}
      </Button>
    </Row>
  );
}
