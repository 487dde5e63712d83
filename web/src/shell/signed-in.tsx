import { Center, Container, Loader } from '@mantine/core';
import { lazy, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useLocation } from 'react-router';
import { useMe } from '../request/me.ts';
import { Failure } from '../states/failure.tsx';

// Whoever has to sign in first does not wait for it.
const loadShell = () => import('./shell.tsx');
const Shell = lazy(loadShell);

/** Lets nobody further who is not signed in; remembers where they wanted to go. */
export function SignedIn() {
  const { t } = useTranslation();
  const { pathname, search } = useLocation();
  const me = useMe();
  useEffect(() => void loadShell(), []);
  const waiting = (
    <Center mih="100vh">
      <Loader aria-label={t('loading')} />
    </Center>
  );
  if (me.isPending) return waiting;
  if (me.isError && !me.data)
    return (
      <Container component="main" size="xs" py="xl">
        <Failure error={me.error} retry={() => void me.refetch()} />
      </Container>
    );
  if (!me.data) {
    const next = pathname === '/' ? '' : `?next=${encodeURIComponent(pathname + search)}`;
    return <Navigate to={`/sign-in${next}`} replace />;
  }
  return (
    <Suspense fallback={waiting}>
      <Shell me={me.data} />
    </Suspense>
  );
}
