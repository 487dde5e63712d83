import { Alert, Anchor } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Integration } from '../../../api/schemas.ts';

type Props = {
  integrations: readonly Integration[];
  /** In a dialog, which stands outside the pages: the link loads its page anew. */
  outside?: boolean;
};

/** Nothing starts from these, and where that is mended. */
export function SilentNotice({ integrations, outside }: Props) {
  const { t } = useTranslation();
  const to = '/settings/integrations';
  const look = { inherit: true, c: 'inherit', underline: 'always', children: t('integration.silentWay') } as const;
  return integrations.map(({ provider, name }) => (
    <Alert key={provider} color="amber" icon={<IconPlugConnectedX aria-hidden />}>
      {t('integration.silent', { provider: name })}{' '}
      {outside ? <Anchor href={to} {...look} /> : <Anchor component={Link} to={to} {...look} />}
    </Alert>
  ));
}
