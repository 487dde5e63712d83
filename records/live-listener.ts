import pg from 'pg';
import { liveChannel, readPayload } from './live-notices.ts';

export type Heard = {
  changed(organizationId: string, topics: readonly string[]): void;
  /** Nothing is heard at present. */
  lost(error: unknown): void;
  /** It listens, for the first time or again: what was told in between is unknown. */
  listening(): void;
};

export type ListenerOptions = { firstRetryMs?: number; longestRetryMs?: number; checkEveryMs?: number };

/**
 * Hears what any process has committed, over one connection of its own that is made anew when it breaks.
 * @param url of the database itself: a pooler that hands out its connections by transaction forgets a LISTEN
 */
export function listenForChanges(
  url: string,
  heard: Heard,
  { firstRetryMs = 250, longestRetryMs = 10_000, checkEveryMs = 20_000 }: ListenerOptions = {},
): { close(): Promise<void> } {
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | null = null;
  let waitMs = firstRetryMs;
  let closed = false;

  const later = (work: () => Promise<void>, ms: number) => {
    if (closed) return;
    timer = setTimeout(() => {
      pending = work();
    }, ms);
    timer.unref();
  };
  const lose = (broken: pg.Client, error: unknown) => {
    if (client !== broken) return;
    client = null;
    if (timer) clearTimeout(timer);
    // Its end is awaited by nobody: what is broken may never answer.
    broken.end().catch(() => undefined);
    if (closed) return;
    heard.lost(error);
    later(open, waitMs);
    waitMs = Math.min(2 * waitMs, longestRetryMs);
  };
  const open = async () => {
    const fresh = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000, query_timeout: 10_000 });
    client = fresh;
    fresh.on('error', (error) => lose(fresh, error));
    fresh.on('end', () => lose(fresh, new Error('The database has ended the connection')));
    fresh.on('notification', ({ payload = '' }) => {
      for (const { organizationId, topics } of readPayload(payload)) heard.changed(organizationId, topics);
    });
    try {
      await fresh.connect();
      await fresh.query(`LISTEN ${liveChannel}`);
    } catch (error) {
      return lose(fresh, error);
    }
    waitMs = firstRetryMs;
    heard.listening();
    later(check, checkEveryMs);
  };
  // A connection that was cut without a word looks alive until something is asked.
  const check = async () => {
    const asked = client;
    try {
      await asked?.query('SELECT 1');
    } catch (error) {
      if (asked) lose(asked, error);
      return;
    }
    if (client) later(check, checkEveryMs);
  };

  let pending = open();
  return {
    async close() {
      closed = true;
      if (timer) clearTimeout(timer);
      await pending;
      const last = client;
      client = null;
      await last?.end().catch(() => undefined);
    },
  };
}
