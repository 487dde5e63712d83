/** A signed notice on its way, and how far it came. */
export type Outgoing = {
  url: string;
  headers: Record<string, string>;
  body: string;
  /** Told after every attempt; null: nobody answered in time. */
  attempted(httpStatus: number | null): void;
};

type Options = {
  /** Waits before the second, third, … attempt. */
  retryDelaysMs: readonly number[];
  /** How long a receiver may take. */
  answerWithinMs: number;
  fetch: typeof globalThis.fetch;
};

/** Delivers a provider's notices with its own idea of retries, and can be stopped in the middle of them. */
export function createNoticeSender({ retryDelaysMs, answerWithinMs, fetch }: Options) {
  const running = new Set<Promise<unknown>>();
  const waiting = new Set<() => void>();
  const closing = new AbortController();

  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer);
        waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      waiting.add(done);
    });

  async function attempt({ url, headers, body }: Outgoing): Promise<number | null> {
    try {
      const answer = await fetch(url, {
        method: 'POST',
        headers,
        body,
        signal: AbortSignal.any([AbortSignal.timeout(answerWithinMs), closing.signal]),
      });
      await answer.arrayBuffer();
      return answer.status;
    } catch {
      return null;
    }
  }

  return {
    /** True once a receiver took it, false when it is given up, null when the sandbox stops. */
    async deliver(outgoing: Outgoing): Promise<boolean | null> {
      for (const delay of [0, ...retryDelaysMs]) {
        if (delay > 0) await pause(delay);
        if (closing.signal.aborted) return null;
        const status = await attempt(outgoing);
        outgoing.attempted(status);
        if (status !== null && status < 300) return true;
      }
      return closing.signal.aborted ? null : false;
    },
    /** Work that `close` waits for. */
    inBackground(work: Promise<unknown>): void {
      const run: Promise<unknown> = work.finally(() => running.delete(run));
      running.add(run);
    },
    async close(): Promise<void> {
      closing.abort();
      for (const done of waiting) done();
      await Promise.all(running);
    },
  };
}
