// @ts-check
import { ensureGenerated } from './generate.mjs';
import { ensureInstalled } from './install.mjs';

const began = performance.now();
ensureInstalled();
ensureGenerated();
const { register } = await import('tsx/esm/api');
register();
const { start } = await import('./stack/start.ts');
await start(began);
