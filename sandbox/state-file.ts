import { readFileSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** A sandbox's memory: kept in one JSON file, written at most every quarter of a second. */
export type StateFile<T> = {
  readonly value: T;
  /** Says that the value was changed. */
  changed(): void;
  close(): Promise<void>;
};

/** Opens the file, or starts with `empty` where there is none that `parse` accepts. No path: memory only. */
export function openStateFile<T>(path: string | null, parse: (kept: unknown) => T, empty: () => T): StateFile<T> {
  const value = read(path, parse, empty);
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<void> = Promise.resolve();

  const write = () => {
    timer = null;
    if (path === null) return;
    writing = writing.then(() => replaceFile(path, JSON.stringify(value)));
    // A full disk must not end the sandbox; the next change tries again.
    writing = writing.catch(() => undefined);
  };

  return {
    value,
    changed() {
      timer ??= setTimeout(write, 250);
    },
    async close() {
      if (timer) {
        clearTimeout(timer);
        write();
      }
      await writing;
    },
  };
}

function read<T>(path: string | null, parse: (kept: unknown) => T, empty: () => T): T {
  if (path === null) return empty();
  try {
    return parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return empty();
  }
}

async function replaceFile(path: string, text: string) {
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.new`;
  await writeFile(draft, text);
  await rename(draft, path);
}
