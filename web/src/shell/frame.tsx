import { Container, VisuallyHidden } from '@mantine/core';
import { Suspense, useEffect, useState } from 'react';
import { Outlet, useLocation, useNavigationType } from 'react-router';
import { Boundary } from './boundary.tsx';
import { PageFailed } from './page-failed.tsx';

/** Around every page: what is shown when it cannot be, where it is scrolled to, its title said aloud. */
export function Frame() {
  const { pathname } = useLocation();
  const type = useNavigationType();
  useEffect(() => {
    if (pathname && type !== 'POP') window.scrollTo(0, 0);
  }, [pathname, type]);
  return (
    <>
      <Boundary
        fallback={
          <Container component="main" py="xl">
            <PageFailed />
          </Container>
        }
      >
        <Suspense>
          <Outlet />
        </Suspense>
      </Boundary>
      <Announcer />
    </>
  );
}

function Announcer() {
  const { pathname } = useLocation();
  const [said, say] = useState('');
  useEffect(() => {
    // The page sets its title after it is loaded.
    const timer = setTimeout(() => say(pathname ? document.title : ''), 400);
    return () => clearTimeout(timer);
  }, [pathname]);
  return (
    <VisuallyHidden role="status" aria-live="polite">
      {said}
    </VisuallyHidden>
  );
}
