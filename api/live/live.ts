import type { ServerResponse } from 'node:http';
import { everyOrganization } from '../../records/live-notices.ts';
import { ProblemError } from '../problem.ts';
import { openStream, type Stream } from './stream.ts';

/** Who reads: `stillIn` asks whether the session has not ended since. */
export type Reader = { organizationId: string; sessionId: string; stillIn(): Promise<boolean> };

export type Live = {
  /** Keeps the answer open, and tells what changes in the reader's organization. @throws when it cannot now */
  open(reader: Reader, response: ServerResponse): void;
  changed(organizationId: string, topics: readonly string[]): void;
  /** Changes are heard of from now on; before that, streams are refused. */
  listening(): void;
  /** Changes are not heard of: all streams end, so that no page takes its silence for peace. */
  lost(): void;
  close(): void;
};

export type LiveOptions = { beatEveryMs?: number; perSession?: number };

type Open = Reader & { stream: Stream };

/** A page reads what it shows a moment before its stream stands. */
const rememberedMs = 5_000;

/** The open pages of this process, by organization. */
export function createLive({ beatEveryMs = 25_000, perSession = 20 }: LiveOptions = {}): Live {
  const open = new Map<string, Set<Open>>();
  /** When each topic changed last, the organization that changed last at the end. */
  const recent = new Map<string, Map<string, number>>();
  let hears = false;
  const all = () => [...open.values()].flatMap((streams) => [...streams]);
  const endAll = () => {
    hears = false;
    for (const { stream } of all()) stream.end('later');
  };
  const remember = (organizationId: string, topics: readonly string[]) => {
    const now = performance.now();
    const known = recent.get(organizationId) ?? new Map<string, number>();
    for (const topic of topics) known.set(topic, now);
    recent.delete(organizationId);
    recent.set(organizationId, known);
    for (const [id, changed] of recent) {
      if (Math.max(...changed.values()) > now - rememberedMs) break;
      recent.delete(id);
    }
  };
  const since = (organizationId: string) => {
    const start = performance.now() - rememberedMs;
    return [...(recent.get(organizationId) ?? [])].filter(([, at]) => at > start).map(([topic]) => topic);
  };
  return {
    open(reader, response) {
      if (!hears) throw new ProblemError(503, 'not_live', 'Changes cannot be shown live at the moment.');
      const own = open.get(reader.organizationId) ?? new Set<Open>();
      const same = [...own].filter(({ sessionId }) => sessionId === reader.sessionId);
      if (same.length >= perSession) throw new ProblemError(429, 'too_many_streams', 'Too many pages are open.');
      const entry = { ...reader, stream: openStream(response) };
      entry.stream.tell(since(reader.organizationId));
      open.set(reader.organizationId, own.add(entry));
      const beat = setInterval(async () => {
        entry.stream.beat();
        // Whether it cannot be asked is seen by the next request of the page.
        if (!(await reader.stillIn().catch(() => true))) entry.stream.end('signed_out');
      }, beatEveryMs);
      response.once('close', () => {
        clearInterval(beat);
        own.delete(entry);
        if (own.size === 0 && open.get(reader.organizationId) === own) open.delete(reader.organizationId);
      });
    },
    changed(organizationId, topics) {
      remember(organizationId, topics);
      const told = organizationId === everyOrganization ? all() : (open.get(organizationId) ?? []);
      for (const { stream } of told) stream.tell(topics);
    },
    listening() {
      hears = true;
    },
    lost: endAll,
    close: endAll,
  };
}
