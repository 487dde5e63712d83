import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { until } from '../e2e/until.ts';
import { freePort } from '../scripts/stack/ports.ts';

export type ApiProcess = { port: number; secret: string; stop(): Promise<void> };

/** The API as it runs in production shape, over the given database; Temporal is a closed port unless given. */
export async function startApi(databaseUrl: string, temporalAddress?: string): Promise<ApiProcess> {
  const port = await freePort();
  const secret = randomBytes(16).toString('hex');
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', 'api/main.ts'], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      PORT: String(port),
      DATABASE_URL: databaseUrl,
      TEMPORAL_ADDRESS: temporalAddress ?? `127.0.0.1:${await freePort()}`,
      AUTH_SECRET: randomBytes(32).toString('base64'),
      ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
      JOBBER_CLIENT_ID: 'bench',
      JOBBER_CLIENT_SECRET: secret,
    },
  });
  await until('the API answers', async () => (await fetch(`http://127.0.0.1:${port}/api/health`)).ok, 60_000);
  return {
    port,
    secret,
    stop: async () => {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await gone;
    },
  };
}
