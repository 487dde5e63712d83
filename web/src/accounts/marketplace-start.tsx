import { Button, Center, Loader, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { manifests } from '../../../providers/manifests.ts';
import { connectAddress } from '../request/integrations.ts';
import { useMe } from '../request/me.ts';
import { NotFound } from '../shell/not-found.tsx';
import { Failure } from '../states/failure.tsx';
import { Door } from './door.tsx';

/** Who starts at the provider's marketplace has no state of ours: they connect again from here, signed in. */
export default function MarketplaceStart() {
  const { t } = useTranslation();
  const key = useParams().provider ?? '';
  const me = useMe();
  const provider = Object.values(manifests).find((manifest) => manifest.key === key);
  if (!provider) return <NotFound />;
  const next = `?next=${encodeURIComponent(`/connect/${key}`)}`;
  return (
    <Door
      title={t('account.marketplaceTitle', { provider: provider.name })}
      lead={t('account.marketplaceLead', { provider: provider.name })}
    >
      {me.isPending ? (
        <Center>
          <Loader aria-label={t('loading')} />
        </Center>
      ) : me.isError ? (
        <Failure error={me.error} retry={() => void me.refetch()} />
      ) : me.data ? (
        <Stack>
          <Text>{t('account.marketplaceSignedIn', { business: me.data.organization.name })}</Text>
          <Button component="a" href={connectAddress(key)} size="md">
            {provider.connect}
          </Button>
        </Stack>
      ) : (
        <Stack>
          <Text>{t('account.marketplaceFirst')}</Text>
          <Button component={Link} to={`/sign-up${next}`} size="md">
            {t('account.signUpTitle')}
          </Button>
          <Button component={Link} to={`/sign-in${next}`} size="md" variant="default">
            {t('account.signIn')}
          </Button>
        </Stack>
      )}
    </Door>
  );
}
