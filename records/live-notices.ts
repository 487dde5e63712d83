import type { Topic } from './live-topics.ts';

export const liveChannel = 'afterjob_live';

/** In place of an organization's id: anything may have changed in any. */
export const everyOrganization = '*';

/** What changed, by organization. */
export type Changes = ReadonlyMap<string, ReadonlySet<Topic>>;

export type Notices = {
  /** Something of these topics was committed; told to all processes shortly. */
  changed(organizationId: string, topics: Iterable<Topic>): void;
  /** Tells what is left, and nothing afterwards. */
  close(): Promise<void>;
};

const everyMs = 250;
const againMs = 2_000;
const longestPayload = 7_500;

/**
 * Collects what this process has committed and tells it at most four times a second: a NOTIFY inside a transaction
 * would have all commits of the database wait for each other.
 * @param tell sends payloads; when it fails they are told again later, together with what came in between
 */
export function collectNotices(tell: (payloads: string[]) => Promise<unknown>): Notices {
  let waiting = new Map<string, Set<Topic>>();
  let timer: NodeJS.Timeout | null = null;
  let last = Number.NEGATIVE_INFINITY;
  let telling: Promise<void> | null = null;
  let closed = false;
  const note = (organizationId: string, topics: Iterable<Topic>) => {
    const known = waiting.get(organizationId) ?? new Set<Topic>();
    for (const topic of topics) known.add(topic);
    waiting.set(organizationId, known);
  };
  const flush = async () => {
    const told = waiting;
    waiting = new Map();
    last = performance.now();
    try {
      await tell(toPayloads(told));
    } catch {
      for (const [organizationId, topics] of told) note(organizationId, topics);
      last = performance.now() + againMs;
    }
  };
  const arm = () => {
    if (timer || telling || closed || waiting.size === 0) return;
    timer = setTimeout(
      () => {
        timer = null;
        telling = flush().finally(() => {
          telling = null;
          arm();
        });
      },
      Math.max(0, last + everyMs - performance.now()),
    );
    timer.unref();
  };
  return {
    changed(organizationId, topics) {
      if (closed) return;
      note(organizationId, topics);
      arm();
    },
    async close() {
      closed = true;
      if (timer) clearTimeout(timer);
      await telling;
      if (waiting.size > 0) await flush();
    },
  };
}

/** One organization a line; as few payloads as the limit of PostgreSQL (8,000 bytes) allows. */
export function toPayloads(changes: Changes): string[] {
  const payloads: string[] = [];
  let payload = '';
  for (const [organizationId, topics] of changes) {
    const line = `${organizationId} ${[...topics].join(' ')}`;
    if (payload && payload.length + line.length >= longestPayload) {
      payloads.push(payload);
      payload = '';
    }
    payload += payload ? `\n${line}` : line;
  }
  return payload ? [...payloads, payload] : payloads;
}

/** The lines of a payload: whose, and which topics. */
export function readPayload(payload: string): { organizationId: string; topics: string[] }[] {
  return payload.split('\n').map((line) => {
    const [organizationId = '', ...topics] = line.split(' ');
    return { organizationId, topics };
  });
}
