import { VisuallyHidden } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Outlet, ScrollRestoration, useLocation } from 'react-router';

/** Around every page: scroll position, and the new page's title said aloud. */
export function Frame() {
  return (
    <>
      <Outlet />
      <ScrollRestoration />
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
