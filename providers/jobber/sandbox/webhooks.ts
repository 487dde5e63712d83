import { createHmac, randomUUID } from 'node:crypto';
import type { JobberSandboxSettings } from './settings.ts';
import { type Delivery, isConnected, type State } from './state.ts';

type Dependencies = {
  state: State;
  settings: JobberSandboxSettings;
  clientSecret: string;
  webhookUrl: string | null;
  fetch: typeof globalThis.fetch;
  changed: () => void;
};

export type Webhooks = ReturnType<typeof createWebhooks>;

const appId = randomUUID();

/** Signed notices with retries; order is not kept, as the vendor does not promise it. */
export function createWebhooks({ state, settings, clientSecret, webhookUrl, fetch, changed }: Dependencies) {
  const running = new Set<Promise<void>>();
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

  async function attempt(url: string, body: string): Promise<number | null> {
    const signature = createHmac('sha256', clientSecret).update(body).digest('base64');
    try {
      const answer = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-jobber-hmac-sha256': signature,
          'user-agent': 'Jobber Webhooks (sandbox)',
        },
        body,
        signal: AbortSignal.any([AbortSignal.timeout(settings.answerWithinMs), closing.signal]),
      });
      await answer.arrayBuffer();
      return answer.status;
    } catch {
      return null;
    }
  }

  async function deliver(url: string, body: string, delivery: Delivery) {
    for (const delay of [0, ...settings.retryDelaysMs]) {
      if (delay > 0) await pause(delay);
      if (closing.signal.aborted) return;
      delivery.attempts += 1;
      delivery.httpStatus = await attempt(url, body);
      if (delivery.httpStatus !== null && delivery.httpStatus < 300) {
        delivery.status = 'delivered';
        changed();
        return;
      }
    }
    delivery.status = 'failed';
    changed();
  }

  const record = (topic: string, itemId: string, at: number, status: Delivery['status']): Delivery => {
    const delivery = { topic, itemId, status, httpStatus: null, attempts: 0, at: new Date(at).toISOString() };
    state.deliveries.push(delivery);
    if (state.deliveries.length > 500) state.deliveries.splice(0, state.deliveries.length - 500);
    changed();
    return delivery;
  };

  return {
    /** `force` sends whether or not an app is connected and whatever the faults say. */
    send(topic: string, itemId: string, at: number, options: { force?: boolean; accountId?: string } = {}) {
      if (!options.force && !isConnected(state)) return void record(topic, itemId, at, 'not connected');
      if (!options.force && state.faults.dropWebhooks) return void record(topic, itemId, at, 'dropped');
      const occurredAt = `${new Date(at).toISOString().slice(0, 19)}+00:00`;
      const accountId = options.accountId ?? settings.accountId;
      const body = JSON.stringify({ data: { webHookEvent: { topic, appId, accountId, itemId, occurredAt } } });
      const urls = new Set(state.endpoints.filter((endpoint) => endpoint.topic === topic).map(({ url }) => url));
      if (webhookUrl) urls.add(webhookUrl);
      for (const url of urls) {
        for (let copy = 0; copy < (state.faults.duplicateWebhooks ? 2 : 1); copy += 1) {
          const delivery = record(topic, itemId, at, 'pending');
          const run: Promise<void> = deliver(url, body, delivery).finally(() => running.delete(run));
          running.add(run);
        }
      }
    },
    async close() {
      closing.abort();
      for (const done of waiting) done();
      await Promise.all(running);
    },
  };
}
