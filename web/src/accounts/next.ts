import { useNavigate, useSearchParams } from 'react-router';

/** Where to go after signing in: an address of our own or nothing. */
export function useNext(): { next: string; keep: (path: string) => string } {
  const [search] = useSearchParams();
  const asked = search.get('next');
  const next = asked?.startsWith('/') && !asked.startsWith('//') && !asked.startsWith('/\\') ? asked : '/';
  return { next, keep: (path) => (next === '/' ? path : `${path}?next=${encodeURIComponent(next)}`) };
}

/** Goes there; what the API answers, such as the way to a provider, is left for by a full page load. */
export function useOnward(): (next: string) => Promise<void> {
  const navigate = useNavigate();
  return async (next) => {
    if (next.startsWith('/api/')) window.location.replace(next);
    else await navigate(next, { replace: true });
  };
}
