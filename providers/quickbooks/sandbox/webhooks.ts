import { createHmac, randomUUID } from 'node:crypto';
import { createNoticeSender } from '../../../sandbox/notice-sender.ts';
import { randomFrom } from './random.ts';
import type { QuickbooksSandboxSettings } from './settings.ts';
import { type Delivery, isConnected, type State } from './state.ts';

type Dependencies = {
  state: State;
  settings: QuickbooksSandboxSettings;
  verifierToken: string;
  webhookUrl: string | null;
  fetch: typeof globalThis.fetch;
  changed: () => void;
};

/** `name` and `operation` as in the newer format: customer, created. */
export type Happening = {
  name: string;
  id: string;
  operation: string;
  at: number;
  realmId?: string;
  /** Of a merge: the customer that went up in the other one. */
  deletedId?: string;
};

export type Webhooks = ReturnType<typeof createWebhooks>;

const legacyOperations: Record<string, string> = {
  created: 'Create',
  updated: 'Update',
  deleted: 'Delete',
  merged: 'Merge',
  voided: 'Void',
  emailed: 'Emailed',
};
const source = `intuit.${Buffer.from('afterjob sandbox').toString('base64')}`;

/** Six digits more than a clock here has, as the vendor writes them. */
const nanoseconds = (at: number) => new Date(at).toISOString().replace('Z', '000000Z');

function cloudEvents(realmId: string, events: Happening[]) {
  return events.map((event) => ({
    specversion: '1.0',
    id: randomUUID(),
    source,
    type: `qbo.${event.name}.${event.operation}.v1`,
    datacontenttype: 'application/json',
    time: nanoseconds(event.at),
    intuitentityid: event.id,
    intuitaccountid: event.realmId ?? realmId,
    data: event.deletedId ? { deletedid: event.deletedId } : {},
  }));
}

function legacy(ownRealmId: string, events: Happening[]) {
  const realms = [...new Set(events.map(({ realmId }) => realmId ?? ownRealmId))];
  const entities = (realm: string) =>
    events
      .filter(({ realmId }) => (realmId ?? ownRealmId) === realm)
      .map(({ name, id, operation, at, deletedId }) => ({
        name: `${name.charAt(0).toUpperCase()}${name.slice(1)}`,
        id,
        operation: legacyOperations[operation] ?? operation,
        lastUpdated: new Date(at).toISOString(),
        ...(deletedId && { deletedId }),
      }));
  return {
    eventNotifications: realms.map((realmId) => ({ realmId, dataChangeEvent: { entities: entities(realmId) } })),
  };
}

/** Signed notices, one request at a time: later ones are held back until the first is taken or given up. */
export function createWebhooks(given: Dependencies) {
  const { state, settings, verifierToken, webhookUrl, fetch, changed } = given;
  const sender = createNoticeSender({ ...settings, fetch });
  let line: Promise<void> = Promise.resolve();

  const record = ({ name, operation, id, at }: Happening, status: Delivery['status']): Delivery => {
    const topic = `${name}.${operation}`;
    const delivery: Delivery = {
      topic,
      itemId: id,
      status,
      httpStatus: null,
      attempts: 0,
      at: new Date(at).toISOString(),
    };
    state.deliveries.push(delivery);
    if (state.deliveries.length > 500) state.deliveries.splice(0, state.deliveries.length - 500);
    changed();
    return delivery;
  };

  async function deliver(url: string, contentType: string, body: string, deliveries: Delivery[]) {
    const headers = {
      'content-type': contentType,
      'intuit-signature': createHmac('sha256', verifierToken).update(body).digest('base64'),
      'user-agent': 'Intuit Notification Service (sandbox)',
    };
    const attempted = (httpStatus: number | null) => {
      for (const delivery of deliveries) Object.assign(delivery, { attempts: delivery.attempts + 1, httpStatus });
    };
    const taken = await sender.deliver({ url, headers, body, attempted });
    if (taken === null) return;
    for (const delivery of deliveries) delivery.status = taken ? 'delivered' : 'failed';
    changed();
  }

  /** Requests that wait for others, to leave in another order. */
  let waiting: (() => void)[] = [];
  let timer: NodeJS.Timeout | null = null;
  const shuffle = randomFrom(state.faults.dropSeed);
  function release() {
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
    /** One request for all of them. `force` sends whether or not an app is connected and whatever the faults say. */
    send(events: Happening[], options: { force?: boolean } = {}) {
      const kept = (status: Delivery['status']) => events.map((event) => record(event, status));
      if (!options.force && !isConnected(state)) return void kept('not connected');
      if (!options.force && isDropped()) return void kept('dropped');
      if (!webhookUrl) return;
      const { webhookFormat: format } = state;
      const made = format === 'legacy' ? legacy : cloudEvents;
      const body = JSON.stringify(made(settings.realmId, events));
      const contentType = format === 'cloudevents+json' ? 'application/cloudevents+json' : 'application/json';
      for (let copy = 0; copy < (state.faults.duplicateWebhooks ? 2 : 1); copy += 1) {
        const deliveries = kept('pending');
        const leave = () => {
          line = line.then(() => deliver(webhookUrl, contentType, body, deliveries));
          sender.inBackground(line);
        };
        if (state.faults.outOfOrder) leaveLater(leave);
        else leave();
      }
    },
    async close() {
      if (timer) clearTimeout(timer);
      await sender.close();
    },
  };
}
