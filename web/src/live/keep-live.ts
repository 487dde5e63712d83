import type { QueryClient } from '@tanstack/react-query';
import { openLiveStream } from './live-stream.ts';
import { createRefresher } from './refresher.ts';

const hiddenMs = 10_000;

/**
 * Holds the stream while the tab is looked at. A tab in the background gives it back, since a browser keeps only
 * six connections to one address, and reads everything again when it is looked at.
 */
export function keepLive(client: QueryClient, onConnected: (is: boolean) => void): () => void {
  const refresher = createRefresher(client);
  let stream: { close(): void } | null = null;
  let away = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const open = () => {
    if (stream) return;
    stream = openLiveStream({
      address: '/api/live',
      missed: away,
      heard: {
        changed: refresher.changed,
        connected: onConnected,
        signedOut: () => void client.invalidateQueries({ queryKey: ['me'] }),
      },
    });
  };
  const rest = () => {
    stream?.close();
    stream = null;
    away = true;
  };
  const look = () => {
    clearTimeout(timer);
    if (document.visibilityState === 'visible') open();
    else timer = setTimeout(rest, hiddenMs);
  };
  look();
  document.addEventListener('visibilitychange', look);
  return () => {
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', look);
    stream?.close();
    refresher.close();
  };
}
