import { SimpleGrid, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Integration } from '../../../api/schemas.ts';
import { Moment } from '../time/moment.tsx';

/** How the connection stands: the same figures for every provider; what one does not tell is left out. */
export function ConnectionFigures({ integration }: { integration: Integration }) {
  const { t } = useTranslation();
  const { connectedAt, lastSyncAt, customers, health } = integration;
  const moment = (at: string | null | undefined) => (at ? <Moment at={at} /> : t('integration.never'));
  const coming = (at: string | null | undefined) =>
    at && Date.parse(at) > Date.now() ? <Moment at={at} /> : t('integration.soon');
  return (
    <SimpleGrid component="dl" cols={{ base: 1, xs: 2, sm: 3 }} spacing="sm" m={0}>
      <Figure name={t('integration.customers')}>{customers.toLocaleString('en-US')}</Figure>
      <Figure name={t('integration.lastSync')}>{moment(lastSyncAt)}</Figure>
      <Figure name={t('integration.since')}>{moment(connectedAt)}</Figure>
      {health ? (
        <>
          <Figure name={t('integration.health.lastSuccess')}>{moment(health.lastSuccessAt)}</Figure>
          <Figure name={t('integration.health.nextSync')}>{coming(health.nextSyncAt)}</Figure>
          <Figure name={t('integration.health.nextSweep')}>{coming(health.nextSweepAt)}</Figure>
          {health.budgetLeft === null ? null : (
            <Figure name={t('integration.health.budget')}>
              {health.pausedUntil ? (
                <>
                  {t('integration.health.paused')} <Moment at={health.pausedUntil} />
                </>
              ) : (
                t('integration.health.budgetLeft', { share: Math.round(health.budgetLeft * 100) })
              )}
            </Figure>
          )}
          {health.token ? (
            <Figure name={t('integration.health.token')}>
              <Moment at={health.token.madeAt} />
            </Figure>
          ) : null}
          {health.reconnectBy ? (
            <Figure name={t('integration.health.reconnectBy')}>
              <Moment at={health.reconnectBy} />
            </Figure>
          ) : null}
        </>
      ) : null}
    </SimpleGrid>
  );
}

function Figure({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <Text component="dt" size="xs" c="dimmed">
        {name}
      </Text>
      <Text component="dd" m={0} fw={550}>
        {children}
      </Text>
    </div>
  );
}
