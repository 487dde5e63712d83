import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { problemOf } from './request.ts';

// A session that ended while the page was open: the shell then asks to sign in and comes back.
const onError = (error: unknown) => {
  if (problemOf(error)?.status === 401) client.setQueryData(['me'], (known: unknown) => (known ? null : known));
};

export const client = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (failures, error) => failures < 2 && isPassing(problemOf(error)?.status),
    },
  },
});

function isPassing(status: number | undefined): boolean {
  return status === 0 || (status !== undefined && status >= 500);
}
