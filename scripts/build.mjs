// @ts-check
// npm run build: the server into dist/, its workflows in one file, the web UI into web/dist/.
import { spawnSync } from 'node:child_process';
import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureGenerated } from './generate.mjs';
import { ensureInstalled, root } from './install.mjs';

ensureInstalled();
ensureGenerated();

const dist = join(root, 'dist');
rmSync(dist, { recursive: true, force: true });
const tsc = spawnSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json'], {
  cwd: root,
  stdio: 'inherit',
});
if (tsc.status !== 0) process.exit(1);
cpSync(join(root, 'prisma/migrations'), join(dist, 'prisma/migrations'), { recursive: true });

const { bundleWorkflowCode } = await import('@temporalio/worker');
const { code } = await bundleWorkflowCode({ workflowsPath: join(dist, 'workflows/index.js') });
writeFileSync(join(dist, 'workflow-bundle.js'), code);

const { register } = await import('tsx/esm/api');
register();
const { ensureWebBuilt } = await import('./stack/web-build.ts');
await ensureWebBuilt(console.log).catch((error) => {
  console.error(error.message);
  process.exit(1);
});
const { checkFirstLoad } = await import('./web-budget.ts');
try {
  console.log(checkFirstLoad(join(root, 'web/dist')));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
console.log('Built: dist/ and web/dist/');
