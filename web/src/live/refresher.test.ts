import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { createRefresher, type Refresher } from './refresher.ts';

let client: QueryClient;
let refresher: Refresher;
let reads: string[];

beforeEach(() => {
  jest.useFakeTimers();
  client = new QueryClient({
    defaultOptions: {
      queries: { retry: false, gcTime: Number.POSITIVE_INFINITY, staleTime: Number.POSITIVE_INFINITY },
    },
  });
  refresher = createRefresher(client);
  reads = [];
});
afterEach(() => {
  refresher.close();
  client.clear();
  jest.useRealTimers();
});

const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

/** A page that shows a list, which takes so long to be read. */
function shown(path: string, { takesMs = 0, meta = {} } = {}) {
  const observer = new QueryObserver(client, {
    queryKey: ['list', path],
    meta,
    queryFn: async () => {
      reads.push(path);
      await new Promise((resolve) => setTimeout(resolve, takesMs));
      return reads.length;
    },
  });
  return observer.subscribe(() => undefined);
}

describe('after a change', () => {
  it('what shows it is read at once, and nothing else', async () => {
    shown('/api/messages');
    shown('/api/twins');
    await pass(10);
    reads = [];
    refresher.changed(['messages']);
    await pass(10);
    expect(reads).toEqual(['/api/messages']);
  });

  it('a storm of them has each query read once a second', async () => {
    shown('/api/messages');
    await pass(10);
    reads = [];
    for (let tenth = 0; tenth < 50; tenth++) {
      refresher.changed(['messages']);
      await pass(100);
    }
    expect(reads.length).toBeGreaterThanOrEqual(5);
    expect(reads.length).toBeLessThanOrEqual(6);
  });

  it('what was being read is read once more: its answer may be older than the change', async () => {
    shown('/api/messages', { takesMs: 2_500 });
    await pass(100);
    refresher.changed(['messages']);
    await pass(2_000);
    expect(reads).toHaveLength(1);
    await pass(2_000);
    expect(reads).toHaveLength(2);
    await pass(10_000);
    expect(reads).toHaveLength(2);
  });

  it('what nobody looks at is read when somebody does', async () => {
    const leave = shown('/api/messages');
    await pass(10);
    leave();
    refresher.changed(['messages']);
    await pass(2_000);
    expect(reads).toHaveLength(1);
    shown('/api/messages');
    await pass(10);
    expect(reads).toHaveLength(2);
  });

  it('what is being edited is left alone', async () => {
    shown('/api/journeys', { meta: { live: false } });
    await pass(10);
    refresher.changed(['*']);
    await pass(5_000);
    expect(reads).toHaveLength(1);
  });
});
