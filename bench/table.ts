import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Urls } from '../testing/cluster.ts';
import { machine } from './measure.ts';

export type Row = { id: string; what: string; target: string; ratio: string; figures: string; met: boolean };
/** Some figures come from the same rounds: then it gives several rows, and its name lists them. */
export type Bench = (urls: Urls) => Promise<Row | Row[]>;

const file = new URL('../docs/performance.md', import.meta.url);
const head = '| # | what | target | measured | figures | commit | date |';

/** Puts rows into docs/performance.md in the given order of ids; a row of the same id gives way, all others stay. */
export function writeRows(rows: Row[], order: string[], commit: string): void {
  const date = new Date().toISOString().slice(0, 10);
  const lines = new Map(known().map((line) => [line.split(' | ')[0]?.slice(2) ?? '', line]));
  for (const { id, what, target, ratio, figures, met } of rows) {
    const measured = met ? ratio : `**missed** ${ratio}`;
    lines.set(id, `| ${[id, what, target, measured, figures, commit, date].join(' | ')} |`);
  }
  const text = [
    '# Performance',
    '',
    `Written by \`npm run bench\`; \`npm run bench <#>\` measures some again. Last on ${machine()}.`,
    'Ratios within one run, median (least–most). Embedded PostgreSQL with its default durability; the load generator shares the cores.',
    '',
    head,
    `|${'---|'.repeat(7)}`,
    ...order.flatMap((id) => lines.get(id) ?? []),
  ];
  writeFileSync(file, `${text.join('\n')}\n`);
}

function known(): string[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.slice(lines.indexOf(head) + 2).filter((line) => line.startsWith('| '));
}
