import { createWriteStream, existsSync, renameSync, statSync, type WriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

const limit = 20 * 1024 * 1024;

/** One log of JSON lines; what a process says in other words is wrapped. */
export class LogFile {
  private readonly stream: WriteStream;
  readonly path: string;
  private shown = new Map<string, number>();
  private readonly show: (line: string) => void;
  /** The last lines that were no JSON: where a process says why it could not start. */
  readonly tail: string[] = [];

  constructor(path: string, show: (line: string) => void) {
    if (existsSync(path) && statSync(path).size > limit) renameSync(path, `${path}.1`);
    this.path = path;
    this.show = show;
    this.stream = createWriteStream(path, { flags: 'a' });
    this.stream.on('error', (error) => show(`cannot write ${path}: ${error.message}`));
  }

  follow(output: Readable | null, level: number): void {
    if (!output) return;
    createInterface({ input: output, crlfDelay: Number.POSITIVE_INFINITY }).on('line', (line) =>
      this.line(line, level),
    );
  }

  private line(line: string, level: number): void {
    if (line.trim() === '') return;
    const entry = parse(line);
    this.stream.write(`${entry ? line : JSON.stringify({ level, time: Date.now(), msg: line })}\n`);
    if (entry && isError(entry.level)) this.surface(String(entry.msg ?? line));
    if (!entry) {
      this.tail.push(line);
      if (this.tail.length > 20) this.tail.shift();
    }
  }

  // One failing dependency makes thousands of equal lines.
  private surface(message: string): void {
    const now = performance.now();
    if (now - (this.shown.get(message) ?? Number.NEGATIVE_INFINITY) < 30_000) return;
    if (this.shown.size > 500) this.shown.clear();
    this.shown.set(message, now);
    this.show(message.length > 300 ? `${message.slice(0, 300)} ...` : message);
  }
}

function parse(line: string): { level?: unknown; msg?: unknown } | null {
  if (!line.startsWith('{')) return null;
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

// pino counts (50 is an error), Temporal names.
function isError(level: unknown): boolean {
  return typeof level === 'number' ? level >= 50 : String(level).toLowerCase() === 'error' || String(level) === 'FATAL';
}
