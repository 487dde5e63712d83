// @ts-check
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ensureInstalled, root } from './install.mjs';

ensureInstalled();
const { register } = await import('tsx/esm/api');
register();
const { Pids } = await import('./stack/pids.ts');
const { stagedDataDir } = await import('./stack/postgres-home.ts');

const dotEnv = join(root, '.env');
if (existsSync(dotEnv)) process.loadEnvFile(dotEnv);
const dataDir = resolve(root, process.env.DATA_DIR || '.afterjob');
if (!existsSync(dataDir) || readdirSync(dataDir).length === 0) {
  console.log(`${dataDir} is empty already.`);
  process.exit();
}
// DATA_DIR may name anything: only a folder that a start has made is emptied.
if (!existsSync(join(dataDir, 'secrets.env')) && !existsSync(join(dataDir, 'logs'))) {
  console.error(`${dataDir} does not look like a folder of ours: remove it yourself.`);
  process.exit(1);
}
const running = [...new Pids(dataDir).alive().keys()];
if (running.length > 0) {
  console.error(`Afterjob is running here (${running.join(', ')}): stop it with Ctrl-C first.`);
  process.exit(1);
}
const staged = stagedDataDir(dataDir);
for (const folder of staged ? [staged, dataDir] : [dataDir]) rmSync(folder, { recursive: true, force: true });
console.log(`${dataDir} is empty: the next start begins anew.`);
