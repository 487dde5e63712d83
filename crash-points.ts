import { writeSync } from 'node:fs';

/** The moments of the send path and of the callback path at which a drill ends the process, as a power cut would. */
export const crashPoints = [
  'before-render-stored',
  'after-render-stored',
  'inside-claim',
  'after-claim',
  'after-answer',
  'inside-record',
  'after-record',
  'after-refusal',
  'inside-release',
  'after-release',
  'inside-step',
  'after-step',
  'callback-arrived',
  'callback-kept',
  'callback-taken',
  'inside-callback',
  'after-callback',
] as const;

export type CrashPoint = (typeof crashPoints)[number];

/** Where, and about whom: any text that tells one message from the others, such as a part of an address. */
export type Crash = { at: CrashPoint; about: string };

let armed: Crash | null = null;

/** From now on the process dies at this point. Only drills do so; null: at none. */
export function armCrashPoint(crash: Crash | null): void {
  armed = crash;
}

/** Does nothing, unless a drill has armed this very point for what it is `about`. */
export function crashPoint(at: CrashPoint, about: string | Buffer | null): void {
  if (armed === null || armed.at !== at || !about?.includes(armed.about)) return;
  writeSync(process.stderr.fd, `died at ${at}\n`);
  process.kill(process.pid, 'SIGKILL');
  // Other threads may live a moment longer: this one does nothing more.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}
