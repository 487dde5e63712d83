import type { ChildProcess } from 'node:child_process';
import { LogFile } from './log-file.ts';
import { Trouble } from './trouble.ts';

export interface Service {
  name: string;
  logFile: string;
  launch(): ChildProcess;
  /** Resolves when it can be used; polled by the service itself, given up by the signal. */
  ready(signal: AbortSignal): Promise<void>;
  /** The signal that ends it cleanly. */
  stopSignal: NodeJS.Signals;
  /** Milliseconds it gets to end by itself. */
  grace: number;
}

export interface Listener {
  say(line: string): void;
  started(name: string, pid: number | undefined): void;
  /** It crashed too often: nothing will bring it back. */
  gaveUp(trouble: Trouble): void;
}

const mostCrashes = 5;
const minute = 60_000;

/** Keeps one process alive: starts it, starts it again after a crash, ends it when asked. */
export class Supervisor {
  readonly service: Service;
  private readonly listener: Listener;
  private readonly log: LogFile;
  private child: ChildProcess | null = null;
  private crashes: number[] = [];
  private stopping = false;
  private timer: NodeJS.Timeout | null = null;
  private everReady = false;

  constructor(service: Service, listener: Listener) {
    this.service = service;
    this.listener = listener;
    this.log = new LogFile(service.logFile, (line) => listener.say(`${service.name}: ${line}`));
  }

  /** Starts it and waits until it is ready; a process that ends before it ever was ready is a trouble. */
  async start(): Promise<void> {
    if (this.stopping) return;
    const { name, logFile } = this.service;
    const child = this.service.launch();
    this.child = child;
    this.listener.started(name, child.pid);
    this.log.follow(child.stdout, 30);
    this.log.follow(child.stderr, 50);
    const gone = new AbortController();
    let reason = '';
    // `close` and not `exit`: by then its last words are in the log.
    const ended = new Promise<void>((resolve) => {
      child.once('error', (error) => {
        reason = error.message;
        gone.abort();
        resolve();
      });
      child.once('close', (code, signal) => {
        reason = signal ? `killed by ${signal}` : `exit code ${code}`;
        gone.abort();
        resolve();
      });
    });
    ended.then(() => this.ended(reason));
    await Promise.race([this.service.ready(gone.signal), ended]);
    if (gone.signal.aborted && !this.stopping && !this.everReady) {
      throw new Trouble(`The ${name} did not start (${reason}).`, ...this.log.tail.slice(-12), `Its log: ${logFile}`);
    }
    if (!gone.signal.aborted) this.everReady = true;
  }

  /** Ends it: first by asking, then by force. */
  async stop(): Promise<void> {
    this.stopping = true;
    if (this.timer) clearTimeout(this.timer);
    const child = this.child;
    if (!child || child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill(this.service.stopSignal);
    const force = setTimeout(() => child.kill('SIGKILL'), this.service.grace);
    await ended;
    clearTimeout(force);
  }

  kill(): void {
    this.stopping = true;
    this.child?.kill(this.service.name === 'PostgreSQL' ? 'SIGQUIT' : 'SIGKILL');
  }

  private ended(reason: string): void {
    const { name, logFile } = this.service;
    this.listener.started(name, undefined);
    if (this.stopping || !this.everReady) return;
    const now = performance.now();
    this.crashes = [...this.crashes.filter((crash) => now - crash < minute), now];
    if (this.crashes.length >= mostCrashes) {
      this.listener.gaveUp(
        new Trouble(
          `The ${name} ended ${mostCrashes} times within a minute (${reason}).`,
          `Why stands in its log: ${logFile}`,
        ),
      );
      return;
    }
    const wait = 250 * 2 ** this.crashes.length;
    this.listener.say(`The ${name} ended (${reason}); it starts again in ${wait / 1000} s. Its log: ${logFile}`);
    this.timer = setTimeout(() => {
      this.start()
        .then(() => this.listener.say(`The ${name} runs again.`))
        .catch((trouble) => this.listener.gaveUp(trouble));
    }, wait);
  }
}
