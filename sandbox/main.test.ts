import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { listen } from '../testing/servers.ts';

describe('the sandbox process', () => {
  let dataDir: string;
  let port: number;
  const children: ChildProcess[] = [];

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'sandbox-'));
    const free = await listen(() => undefined);
    port = free.port;
    await free.close();
  });
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    await rm(dataDir, { recursive: true });
  });

  const start = async (env: Record<string, string> = {}) => {
    const child = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'main.ts')], {
      env: {
        PATH: process.env.PATH,
        NODE_ENV: 'test',
        SANDBOX_PORT: String(port),
        DATA_DIR: dataDir,
        DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none',
        AUTH_SECRET: 'a secret of tests that is long enough',
        ENCRYPTION_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
        ...env,
      },
    });
    children.push(child);
    let output = '';
    child.stderr.on('data', (chunk) => {
      output += chunk;
    });
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    await Promise.race([new Promise((resolve) => child.stdout.once('data', resolve)), ended]);
    return { child, ended, output: () => output };
  };
  const get = async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).json();

  it('plays the vendors that have no credentials', async () => {
    await start({ RESEND_API_KEY: 're_real', EMAIL_FROM: 'a@example.com' });
    expect(await get('/health')).toEqual({ ok: true, vendors: ['jobber', 'quickbooks', 'twilio'] });
  });

  it('keeps what happened over a restart', async () => {
    const first = await start();
    await fetch(`http://127.0.0.1:${port}/twilio/control/replies`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ from: '+12025550123', to: '+12025550100', body: 'Stop' }),
    });
    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);
    expect(JSON.parse(await readFile(join(dataDir, 'sandbox', 'twilio.json'), 'utf8')).messages).toHaveLength(2);
    await start();
    expect(await get('/twilio/control/numbers')).toMatchObject({
      blocked: [{ sender: '+12025550100', customer: '+12025550123' }],
    });
  });

  it('says what to do when its port is taken', async () => {
    await start();
    const second = await start();
    expect(await second.ended).toBe(1);
    expect(second.output()).toContain('set SANDBOX_PORT to another port');
  });
});
