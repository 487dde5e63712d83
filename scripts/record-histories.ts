import { readFileSync, rmSync } from 'node:fs';
import type { WorkflowHandle } from '@temporalio/client';
import { TestCluster, type Urls } from '../testing/cluster.ts';
import { keepHistory } from '../testing/histories.ts';
import { createRealTimeServer } from '../testing/temporal.ts';
import { workflowBundle } from '../worker-pool.ts';
import { holds } from './histories/holds.ts';
import { aroundConnection, besides } from './histories/others.ts';
import { openStudio, type Scene } from './histories/studio.ts';
import { waits } from './histories/waits.ts';

// Plays every kind of wait and hold, and writes the histories of this version into testing/histories/<version>/.
// Names as arguments record these alone. Histories of released versions stay: who sleeps in one wakes under the next.
const root = new URL('..', import.meta.url);
const { version } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));
const asked = process.argv.slice(2);
const isAsked = (name: string) => asked.length === 0 || asked.includes(name);

const cluster = new TestCluster();
const databases = await cluster.listen();
const [server, bundle] = await Promise.all([createRealTimeServer(), workflowBundle()]);
try {
  if (asked.length === 0) rmSync(new URL(`testing/histories/${version}/`, root), { recursive: true, force: true });
  const named = (prefix: string, scenes: Record<string, Scene>) =>
    Object.entries(scenes).map(([name, scene]) => [`${prefix}${name}`, scene] as const);
  const scenes = [...named('wait-', waits), ...named('hold-', holds), ...named('', besides)];
  const wanted = scenes.filter(([name]) => isAsked(name));
  const { appUrl } = await newDatabase();
  const studio = await openStudio(appUrl, server, bundle);
  try {
    // Who is held only after many attempts is waited for while the others are played.
    const slow = 'hold-vendor_unreachable';
    const play = async ([name, scene]: (typeof scenes)[number]) => take(name, await scene(studio));
    const meanwhile = Promise.all(wanted.filter(([name]) => name === slow).map(play));
    for (const scene of wanted.filter(([name]) => name !== slow)) await play(scene);
    await meanwhile;
  } finally {
    await studio.close();
  }
  if (isAsked('connection')) await aroundConnection((await newDatabase()).appUrl, server, bundle, take);
} finally {
  await server.teardown();
  await cluster.stop();
}

async function newDatabase(): Promise<Urls> {
  return (await (await fetch(databases, { method: 'POST' })).json()) as Urls;
}

async function take(name: string, handle: WorkflowHandle): Promise<void> {
  console.log(`${name}: ${await keepHistory(version, name, handle)} events`);
}
