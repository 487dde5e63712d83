import { QueryClient } from '@tanstack/react-query';
import { ProblemError } from './request.ts';

export const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (failures, error) => failures < 2 && error instanceof ProblemError && isPassing(error.problem.status),
    },
  },
});

function isPassing(status: number): boolean {
  return status === 0 || status >= 500;
}
