import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../scripts/stack/ports.ts';
import { Supervisor } from '../scripts/stack/supervisor.ts';
import { temporalService } from '../scripts/stack/temporal.ts';
import { temporalBinary } from '../scripts/stack/temporal-binary.ts';

export type TemporalServer = { address: string; namespace: string; stop(): Promise<void> };

/** Temporal's development server as `npm start` runs it, over a file of its own. */
export async function startTemporal(): Promise<TemporalServer> {
  const folder = mkdtempSync(join(tmpdir(), 'afterjob-bench-'));
  const [port, uiPort] = [await freePort(), await freePort()];
  const namespace = 'default';
  const binary = await temporalBinary('temporal');
  const service = temporalService({ binary, dataDir: folder, logs: folder, port, uiPort, namespace });
  const supervisor = new Supervisor(service, {
    say: (line) => console.error(line),
    started: () => undefined,
    gaveUp: (trouble) => console.error(trouble.message),
  });
  await supervisor.start();
  return {
    address: `127.0.0.1:${port}`,
    namespace,
    async stop() {
      await supervisor.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
