import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export type CrewSettings = {
  address: string;
  appUrl: string;
  /** Where the loop runs over activities that do nothing; left out: nowhere, and no bare workflows either. */
  cannedNamespace?: string;
  maxCachedWorkflows?: number;
};

export type Usage = { cpuMs: number; rss: number; sent: { at: number; to: string }[] };

/** The worker process that is measured, and nothing else in it. */
export type Crew = { usage(what?: 'usage' | 'sent'): Promise<Usage>; stop(): Promise<void>; process: ChildProcess };

export async function startCrew(settings: CrewSettings): Promise<Crew> {
  const file = fileURLToPath(new URL('./crew-process.ts', import.meta.url));
  const child = fork(file, [JSON.stringify(settings)], { execArgv: ['--import', 'tsx', '--expose-gc'] });
  const failed = once(child, 'exit').then(([code]) => {
    throw new Error(`The worker process ended with ${code} before it was ready`);
  });
  await Promise.race([once(child, 'message'), failed]);
  failed.catch(() => undefined);
  return {
    process: child,
    async usage(what = 'usage') {
      const answer = once(child, 'message');
      child.send(what);
      return (await answer)[0] as Usage;
    },
    async stop() {
      const gone = once(child, 'exit');
      child.send('stop');
      await gone;
    },
  };
}
