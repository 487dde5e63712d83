import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Of what a browser loads before it shows anything: gzipped, in bytes. */
export const firstLoadLimit = 200_000;

/** The two pages that a person opens first: signed out and signed in. */
const firstPages = {
  'sign-in': ['src/accounts/sign-in.tsx'],
  home: ['src/shell/shell.tsx', 'src/dashboard/dashboard.tsx'],
};

type Chunk = { file: string; imports?: string[]; css?: string[] };
type FirstLoad = { page: string; bytes: number; parts: { file: string; bytes: number }[] };

/** What each first page loads: the entry, the page, every chunk and style sheet that both bring along; biggest first. */
export function firstLoads(dist: string): FirstLoad[] {
  const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8')) as Record<string, Chunk>;
  return Object.entries(firstPages).map(([page, keys]) => {
    const chunks = closure(manifest, ['index.html', ...keys]);
    const files = new Set(['index.html', ...chunks.flatMap(({ file, css = [] }) => [file, ...css])]);
    const parts = [...files]
      .map((file) => ({ file, bytes: gzipSync(readFileSync(join(dist, file)), { level: 9 }).length }))
      .sort((one, other) => other.bytes - one.bytes);
    return { page, bytes: parts.reduce((sum, { bytes }) => sum + bytes, 0), parts };
  });
}

/** @throws with the biggest files when a first page is heavier than its limit */
export function checkFirstLoad(dist: string, limit = firstLoadLimit): string {
  const loads = firstLoads(dist);
  const heavy = loads.filter(({ bytes }) => bytes > limit);
  if (heavy.length > 0) {
    const lines = heavy.flatMap(({ page, bytes, parts }) => [
      `${page} loads ${kilobytes(bytes)} at first, ${kilobytes(limit)} are allowed:`,
      ...parts.slice(0, 12).map((part) => `  ${kilobytes(part.bytes).padStart(9)}  ${part.file}`),
    ]);
    throw new Error([...lines, 'Load on demand what is not needed at once.'].join('\n'));
  }
  return loads.map(({ page, bytes }) => `First load of ${page}: ${kilobytes(bytes)}`).join('\n');
}

function closure(manifest: Record<string, Chunk>, keys: string[], known = new Set<string>()): Chunk[] {
  return keys.flatMap((key) => {
    if (known.has(key)) return [];
    known.add(key);
    const chunk = manifest[key];
    if (!chunk) throw new Error(`The build has no ${key}.`);
    return [chunk, ...closure(manifest, chunk.imports ?? [], known)];
  });
}

const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
