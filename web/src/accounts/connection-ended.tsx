import { Button, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router';
import { manifests } from '../../../providers/manifests.ts';
import { connectAddress, disconnectedAddress } from '../request/integrations.ts';
import { NotFound } from '../shell/not-found.tsx';
import { Door } from './door.tsx';

const standings = ['ended', 'alive', 'unknown'] as const;

/** Where a provider sends its user after they have ended the connection over there. */
export default function ConnectionEnded() {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const key = useParams().provider ?? '';
  const manifest = Object.values(manifests).find((each) => each.key === key);
  if (!manifest) return <NotFound />;
  const { name: provider } = manifest;
  const standing = standings.find((each) => each === search.get('link'));
  const integrations = (
    <Button component={Link} to="/settings/integrations" size="md" variant="default">
      {t('integration.ended.toIntegrations')}
    </Button>
  );
  if (!standing)
    return (
      <Door title={t('integration.ended.strangerTitle', { provider })}>
        <Text>{t('integration.ended.stranger', { provider })}</Text>
        <Button component={Link} to={`/sign-in?next=${encodeURIComponent(disconnectedAddress(key))}`} size="md">
          {t('account.signIn')}
        </Button>
      </Door>
    );
  if (standing !== 'ended')
    return (
      <Door title={t(`integration.ended.${standing}Title`, { provider })}>
        <Text>{t(`integration.ended.${standing}`, { provider })}</Text>
        {integrations}
      </Door>
    );
  return (
    <Door title={t('integration.ended.title', { provider })}>
      <Stack gap="sm">
        <Text>{t('integration.ended.stops', { provider })}</Text>
        <Text>{t('integration.ended.keeps')}</Text>
        <Button component="a" href={connectAddress(key)} size="md">
          {t('integration.connectAgain', { connect: manifest.connect })}
        </Button>
        {integrations}
      </Stack>
    </Door>
  );
}
