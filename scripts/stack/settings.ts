import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { ConfigError, readStartConfig, type startSchema } from '../../config.ts';
import { freePort, isFree } from './ports.ts';
import { root } from './services.ts';
import { Trouble } from './trouble.ts';

export interface Settings {
  env: Record<string, string | undefined>;
  dataDir: string;
  logs: string;
  ownPostgres: boolean;
  ownTemporal: boolean;
  postgresPort: number;
  temporalPort: number;
  temporalUiPort: number;
}

/** The environment with .env behind it, the folders, and which parts come from elsewhere. */
export function readSettings(): Settings {
  const file = join(root, '.env');
  const env: Settings['env'] = { ...(existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {}), ...process.env };
  const dataDir = resolve(root, env.DATA_DIR || '.afterjob');
  const logs = join(dataDir, 'logs');
  mkdirSync(logs, { recursive: true });
  return {
    env,
    dataDir,
    logs,
    ownPostgres: !env.DATABASE_URL,
    ownTemporal: !env.TEMPORAL_ADDRESS && !env.TEMPORAL_PROFILE,
    ...readStartConfig(env),
  };
}

/** Ports that people type must be free; those that only our own processes use may move. */
export async function settlePorts(settings: Settings, wanted: Record<string, number>): Promise<Settings> {
  const taken: string[] = [];
  for (const [name, port] of Object.entries(wanted)) {
    if (!(await isFree(port)))
      taken.push(`Port ${port} is in use by another program: free it, or set ${name} to another port.`);
  }
  if (taken.length > 0) throw new Trouble(taken.join('\n'));
  return {
    ...settings,
    postgresPort: settings.ownPostgres ? await movable(settings, 'POSTGRES_PORT', settings.postgresPort) : 0,
    temporalPort: settings.ownTemporal ? await movable(settings, 'TEMPORAL_PORT', settings.temporalPort) : 0,
  };
}

async function movable({ env }: Settings, name: keyof typeof startSchema.shape, port: number): Promise<number> {
  if (await isFree(port)) return port;
  // Who set the port wants this one and no other.
  if (env[name]) throw new ConfigError([`${name} is ${port}, and that port is in use: free it, or set another`]);
  return freePort();
}
