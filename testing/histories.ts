import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { WorkflowHandle } from '@temporalio/client';
import proto, { type temporal } from '@temporalio/proto';

/** A history that was recorded under a version of ours, and stays. */
export type KeptHistory = { version: string; name: string; workflowId: string; history: History };
type History = temporal.api.history.v1.IHistory;

const folder = new URL('./histories/', import.meta.url);
// The SDK's own reader and writer need one copy of protobufjs in the whole tree.
const { History } = proto.temporal.api.history.v1;

/** Writes the history as it is now; process and machine are left out. */
export async function keepHistory(version: string, name: string, handle: WorkflowHandle): Promise<number> {
  const { workflowId } = handle;
  const found = await handle.fetchHistory();
  const plain = History.toObject(History.fromObject(found), { enums: String, longs: String, bytes: String });
  const kept = { workflowId, history: withoutMachine(plain) };
  mkdirSync(new URL(`${version}/`, folder), { recursive: true });
  writeFileSync(new URL(`${version}/${name}.json`, folder), `${JSON.stringify(kept, null, 1)}\n`);
  return found.events?.length ?? 0;
}

export function keptHistories(): KeptHistory[] {
  return keptFiles().map(({ version, name, text }) => {
    const { workflowId, history } = JSON.parse(text);
    return { version, name, workflowId, history: History.fromObject(history) };
  });
}

/** The ids of the events with which its workflow tasks ended. */
export const workflowTasks = ({ history }: KeptHistory): number[] =>
  (history.events ?? []).flatMap((event) =>
    event.workflowTaskCompletedEventAttributes ? [Number(event.eventId)] : [],
  );

/** The same, as it stood right after one of its workflow tasks and what that one asked for. */
export function untilTask(kept: KeptHistory, task: number): KeptHistory {
  const events = kept.history.events ?? [];
  const asked = (event: temporal.api.history.v1.IHistoryEvent) =>
    Object.values(event).some((value) => Number(value?.workflowTaskCompletedEventId ?? 0) === task);
  const last = events.findLastIndex((event) => Number(event.eventId) === task || asked(event));
  return { ...kept, history: { events: events.slice(0, last + 1) } };
}

/** The files as they stand. */
export function keptFiles(): { version: string; name: string; text: string }[] {
  return readdirSync(folder).flatMap((version) =>
    readdirSync(new URL(`${version}/`, folder)).map((file) => ({
      version,
      name: file.replace(/\.json$/, ''),
      text: readFileSync(fileURLToPath(new URL(`${version}/${file}`, folder)), 'utf8'),
    })),
  );
}

function withoutMachine(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutMachine);
  // Sticky queues are named for the process and its machine.
  if (typeof value === 'string' && /^\d+@[\w.-]+$/.test(value)) return 'worker';
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => key !== 'identity' && key !== 'binaryChecksum');
  return Object.fromEntries(entries.map(([key, inner]) => [key, withoutMachine(inner)]));
}
