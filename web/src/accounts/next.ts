import { useSearchParams } from 'react-router';

/** Where to go after signing in: an address of our own or nothing. */
export function useNext(): { next: string; keep: (path: string) => string } {
  const [search] = useSearchParams();
  const asked = search.get('next');
  const next = asked?.startsWith('/') && !asked.startsWith('//') && !asked.startsWith('/\\') ? asked : '/';
  return { next, keep: (path) => (next === '/' ? path : `${path}?next=${encodeURIComponent(next)}`) };
}
