import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Service } from './supervisor.ts';

export const root = fileURLToPath(new URL('../..', import.meta.url));

interface OwnProcess {
  name: string;
  file: string;
  env: NodeJS.ProcessEnv;
  logs: string;
  ready(signal: AbortSignal): Promise<void>;
}

/** One of our own processes: a TypeScript file run by tsx. */
export function ownProcess({ name, file, env, logs, ready }: OwnProcess): Service {
  const leash = new URL('./leash.mjs', import.meta.url).href;
  return {
    name,
    logFile: join(logs, `${name}.log`),
    ready,
    stopSignal: 'SIGTERM',
    grace: 20_000,
    launch: () =>
      spawn(process.execPath, ['--import', leash, '--import', 'tsx', '--enable-source-maps', join(root, file)], {
        cwd: root,
        env,
        // A group of its own, so that Ctrl-C reaches only the start script, which ends all in order.
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      }),
  };
}

/** Asks again and again until the answer is yes, or the process it is about is gone. */
export async function until(signal: AbortSignal, ask: () => Promise<boolean>): Promise<void> {
  while (!signal.aborted) {
    if (await ask().catch(() => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Whether an address answers: with 200 where a readiness is asked for, with anything otherwise. */
export async function answers(url: string, options: { ok: boolean }): Promise<boolean> {
  const response = await fetch(url, { signal: AbortSignal.timeout(2_000), redirect: 'manual' });
  await response.body?.cancel();
  return options.ok ? response.ok : true;
}
