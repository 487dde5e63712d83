import { Alert } from '@mantine/core';
import { IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { Integration } from '../../../api/schemas.ts';

const problems = [
  'session_lost',
  'state_invalid',
  'role_too_low',
  'code_refused',
  'provider_refused',
  'provider_unavailable',
  'bound_elsewhere',
  'another_account',
] as const;

/** What came of the way to the provider and back, as the callback put it into the address. */
export function CallbackNotice({ integrations }: { integrations: Integration[] }) {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const [closed, close] = useState(false);
  const result = (['connected', 'denied', 'problem'] as const).find((each) => search.has(each));
  if (!result || closed) return null;
  const key = result === 'problem' ? search.get('provider') : search.get(result);
  const provider = integrations.find((each) => each.provider === key)?.name ?? t('integration.provider');
  const problem = problems.find((each) => each === search.get('problem')) ?? 'unknown';
  const words =
    result === 'problem'
      ? t(`integration.problem.${problem}`, { provider })
      : t(`integration.result.${result}`, { provider });
  const good = result === 'connected';
  return (
    <Alert
      role="status"
      color={good ? 'spruce' : 'amber'}
      icon={good ? <IconCircleCheck aria-hidden /> : <IconInfoCircle aria-hidden />}
      withCloseButton
      closeButtonLabel={t('close')}
      onClose={() => {
        close(true);
        setSearch({}, { replace: true });
      }}
    >
      {words}
    </Alert>
  );
}
