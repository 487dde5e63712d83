import type { Query, QueryClient } from '@tanstack/react-query';
import { dependsOn } from './depends-on.ts';

export type Refresher = {
  /** Reads again what shows these topics, each query at most once a second; `*`: whatever is shown. */
  changed(topics: Iterable<string>): void;
  close(): void;
};

const everyMs = 1_000;

export function createRefresher(client: QueryClient): Refresher {
  const changed = new Set<string>();
  /** Queries that were being read when something changed: what they bring may be older than the change. */
  let owed = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | null = null;
  let last = Number.NEGATIVE_INFINITY;
  const refresh = () => {
    timer = null;
    last = performance.now();
    const queries = client.getQueryCache().findAll({
      predicate: ({ queryKey, queryHash }) => owed.has(queryHash) || dependsOn(queryKey, changed),
    });
    changed.clear();
    owed = new Set();
    for (const query of queries) again(query);
    arm();
  };
  const again = (query: Query) => {
    if (query.state.fetchStatus === 'fetching') owed.add(query.queryHash);
    else if (query.isActive() && query.meta?.live !== false)
      void client.refetchQueries({ queryKey: query.queryKey, exact: true });
    else query.invalidate();
  };
  const arm = () => {
    if (timer !== null || (changed.size === 0 && owed.size === 0)) return;
    timer = setTimeout(refresh, Math.max(0, last + everyMs - performance.now()));
  };
  return {
    changed(topics) {
      for (const topic of topics) changed.add(topic);
      arm();
    },
    close() {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      changed.clear();
      owed.clear();
    },
  };
}
