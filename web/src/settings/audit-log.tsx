import { Button, Group, NativeSelect, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { AuditEntry } from '../../../api/schemas.ts';
import { useList } from '../request/list.ts';
import { useMe } from '../request/me.ts';
import { useAuditActors } from '../request/settings-lists.ts';
import { Page } from '../shell/page.tsx';
import { LookingGlass } from '../states/drawings/looking-glass.tsx';
import { Shield } from '../states/drawings/shield.tsx';
import { Empty } from '../states/empty.tsx';
import { Failure } from '../states/failure.tsx';
import { LoadMore } from '../states/load-more.tsx';
import { Waiting } from '../states/waiting.tsx';
import { AuditRows } from './audit-rows.tsx';

const areas = [
  ...(['journeys', 'enrollments', 'customers', 'conversations', 'messages'] as const),
  ...(['senders', 'sending', 'organization', 'team', 'api-keys', 'crm', 'exports'] as const),
];

/** Who of the business did what. */
export default function AuditLog() {
  const { t } = useTranslation();
  const role = useMe().data?.role;
  const may = role === 'owner' || role === 'admin';
  return (
    <Page title={t('auditLog.title')} lead={t('auditLog.lead')}>
      {may ? <Log /> : <Empty drawing={<Shield />} why={t('auditLog.onlyAdmins')} />}
    </Page>
  );
}

function Log() {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const [actorId, area, about] = ['who', 'area', 'about'].map((name) => search.get(name));
  const list = useList<AuditEntry>('/api/audit-log', { actorId, area, about });
  const narrowed = Boolean(actorId || area || about);
  return (
    <>
      <Filters />
      {list.isPending ? <Waiting rows={6} height={60} /> : null}
      {list.isError && list.items.length === 0 ? (
        <Failure error={list.error} retry={() => void list.refetch()} />
      ) : null}
      {list.isSuccess && list.items.length === 0 ? (
        narrowed ? (
          <Empty
            drawing={<LookingGlass />}
            why={t('auditLog.noneFiltered')}
            action={
              <Button variant="default" onClick={() => setSearch({})}>
                {t('auditLog.showAll')}
              </Button>
            }
          />
        ) : (
          <Text c="dimmed">{t('auditLog.none')}</Text>
        )
      ) : null}
      <AuditRows entries={list.items} />
      <LoadMore list={list} />
    </>
  );
}

function Filters() {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const actors = useAuditActors().data?.items ?? [];
  const choose = (name: string, value: string) => {
    const next = new URLSearchParams(search);
    if (value) next.set(name, value);
    else next.delete(name);
    setSearch(next);
  };
  return (
    <Group gap="sm" align="flex-end">
      <NativeSelect
        label={t('auditLog.who')}
        data={[
          { value: '', label: t('auditLog.everybody') },
          ...actors.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        value={search.get('who') ?? ''}
        onChange={(event) => choose('who', event.currentTarget.value)}
      />
      <NativeSelect
        label={t('auditLog.what')}
        data={[
          { value: '', label: t('auditLog.everything') },
          ...areas.map((value) => ({ value, label: t(`auditLog.areas.${value}`) })),
        ]}
        value={search.get('area') ?? ''}
        onChange={(event) => choose('area', event.currentTarget.value)}
      />
    </Group>
  );
}
