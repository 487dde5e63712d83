// @ts-check
// Runs one TypeScript file of ours: node scripts/run.mjs <file> [arguments]
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureGenerated } from './generate.mjs';
import { ensureInstalled, root } from './install.mjs';

const [file = '', ...rest] = process.argv.slice(2);
ensureInstalled();
ensureGenerated();
const dotEnv = join(root, '.env');
if (existsSync(dotEnv)) process.loadEnvFile(dotEnv);
const { register } = await import('tsx/esm/api');
register();
process.argv.splice(1, process.argv.length - 1, resolve(root, file), ...rest);
await import(pathToFileURL(resolve(root, file)).href);
