import { createHmac, randomUUID } from 'node:crypto';
import { createNoticeSender } from '../../../sandbox/notice-sender.ts';
import { randomFrom } from './random.ts';
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
  const sender = createNoticeSender({ ...settings, fetch });

  async function deliver(url: string, body: string, delivery: Delivery) {
    const headers = {
      'content-type': 'application/json',
      'x-jobber-hmac-sha256': createHmac('sha256', clientSecret).update(body).digest('base64'),
      'user-agent': 'Jobber Webhooks (sandbox)',
    };
    const attempted = (httpStatus: number | null) => {
      delivery.attempts += 1;
      delivery.httpStatus = httpStatus;
    };
    const taken = await sender.deliver({ url, headers, body, attempted });
    if (taken === null) return;
    delivery.status = taken ? 'delivered' : 'failed';
    changed();
  }

  const record = (topic: string, itemId: string, at: number, status: Delivery['status']): Delivery => {
    const delivery = { topic, itemId, status, httpStatus: null, attempts: 0, at: new Date(at).toISOString() };
    state.deliveries.push(delivery);
    if (state.deliveries.length > 500) state.deliveries.splice(0, state.deliveries.length - 500);
    changed();
    return delivery;
  };

  /** Notices that wait for others, to leave in another order. */
  let waiting: (() => void)[] = [];
  let timer: NodeJS.Timeout | null = null;
  const shuffle = randomFrom(state.faults.dropSeed);
  function release() {
    if (timer) clearTimeout(timer);
    timer = null;
    const ready = shuffle.shuffled(waiting);
    waiting = [];
    for (const leave of ready) leave();
  }
  function leaveLater(leave: () => void) {
    waiting.push(leave);
    timer ??= setTimeout(release, settings.shuffleWithinMs);
  }

  let drops = { seed: Number.NaN, random: randomFrom(0) };
  function isDropped() {
    const { dropWebhooks, dropShare, dropSeed } = state.faults;
    if (dropWebhooks || dropShare === 0) return dropWebhooks;
    if (drops.seed !== dropSeed) drops = { seed: dropSeed, random: randomFrom(dropSeed) };
    return drops.random.next() < dropShare;
  }

  return {
    /** `force` sends whether or not an app is connected and whatever the faults say. */
    send(topic: string, itemId: string, at: number, options: { force?: boolean; accountId?: string } = {}) {
      if (!options.force && !isConnected(state)) return void record(topic, itemId, at, 'not connected');
      if (!options.force && isDropped()) return void record(topic, itemId, at, 'dropped');
      const occurredAt = `${new Date(at).toISOString().slice(0, 19)}+00:00`;
      const accountId = options.accountId ?? settings.accountId;
      const body = JSON.stringify({ data: { webHookEvent: { topic, appId, accountId, itemId, occurredAt } } });
      const urls = new Set(state.endpoints.filter((endpoint) => endpoint.topic === topic).map(({ url }) => url));
      if (webhookUrl) urls.add(webhookUrl);
      for (const url of urls) {
        for (let copy = 0; copy < (state.faults.duplicateWebhooks ? 2 : 1); copy += 1) {
          const delivery = record(topic, itemId, at, 'pending');
          const leave = () => sender.inBackground(deliver(url, body, delivery));
          if (state.faults.outOfOrder) leaveLater(leave);
          else leave();
        }
      }
    },
    async close() {
      if (timer) clearTimeout(timer);
      await sender.close();
    },
  };
}
