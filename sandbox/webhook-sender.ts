/** Posts a sandbox's webhooks in the background, with the vendor's own idea of retries. */
export type WebhookSender = {
  post(url: string, build: () => { headers: Record<string, string>; body: string }): void;
  /** Gives up what is still to be delivered. */
  close(): Promise<void>;
};

export type Retries = {
  /** Milliseconds before each attempt; the first counts from the event. */
  delays: number[];
  /** Whether an answer that is not 2xx is tried again, or only a failed connection. */
  onStatus: boolean;
};

export function createWebhookSender(retries: Retries, timeoutMs = 15_000): WebhookSender {
  const timers = new Set<NodeJS.Timeout>();
  const running = new Set<Promise<void>>();
  const stop = new AbortController();

  const schedule = (attempt: number, run: (attempt: number) => Promise<boolean>) => {
    const wait = retries.delays[attempt];
    if (wait === undefined || stop.signal.aborted) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      const work = run(attempt).then((again) => {
        running.delete(work);
        if (again) schedule(attempt + 1, run);
      });
      running.add(work);
    }, wait);
    timers.add(timer);
  };

  return {
    post(url, build) {
      schedule(0, async () => {
        const { headers, body } = build();
        const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(timeoutMs)]);
        try {
          const response = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' });
          await response.arrayBuffer();
          return retries.onStatus && !response.ok;
        } catch {
          return !stop.signal.aborted;
        }
      });
    },
    async close() {
      stop.abort();
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      await Promise.all(running);
    },
  };
}
