export type Heard = {
  /** `*`: anything may have changed. */
  changed(topics: string[]): void;
  /** Whether changes are heard of. */
  connected(is: boolean): void;
  /** The session is over. */
  signedOut(): void;
};

type Source = Pick<EventSource, 'addEventListener' | 'close'>;

export type StreamOptions = {
  address: string;
  heard: Heard;
  /** There was a stream before: what happened since is not known. */
  missed?: boolean;
  open?: (address: string) => Source;
  firstRetryMs?: number;
  longestRetryMs?: number;
};

/** A stream that stood so long was a good one. */
const steadyMs = 10_000;

/**
 * The one stream of a tab. A browser's own reconnecting gives up for good after an answer such as 503,
 * so every end is followed by a stream of our own making, later each time it fails.
 */
export function openLiveStream({
  address,
  heard,
  missed = false,
  open = (url) => new EventSource(url),
  firstRetryMs = 1_000,
  longestRetryMs = 30_000,
}: StreamOptions): { close(): void } {
  let source: Source | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let waitMs = firstRetryMs;
  let openedAt: number | null = null;
  let dropped = missed;
  const connect = () => {
    timer = null;
    const fresh = open(address);
    source = fresh;
    fresh.addEventListener('open', () => {
      openedAt = performance.now();
      heard.connected(true);
      // What happened while nobody listened.
      if (dropped) heard.changed(['*']);
    });
    fresh.addEventListener('changed', ({ data }: MessageEvent<string>) => heard.changed(data.split(' ')));
    fresh.addEventListener('error', () => drop(fresh));
    fresh.addEventListener('end', ({ data }: MessageEvent<string>) => {
      drop(fresh);
      if (data === 'signed_out') heard.signedOut();
    });
  };
  const drop = (ended: Source) => {
    if (ended !== source) return;
    ended.close();
    source = null;
    dropped = true;
    heard.connected(false);
    if (openedAt !== null && performance.now() - openedAt > steadyMs) waitMs = firstRetryMs;
    openedAt = null;
    // Not all pages of all businesses at the same instant after a restart.
    timer = setTimeout(connect, waitMs * (0.5 + Math.random()));
    waitMs = Math.min(2 * waitMs, longestRetryMs);
  };
  connect();
  return {
    close() {
      if (timer !== null) clearTimeout(timer);
      source?.close();
      source = null;
    },
  };
}
