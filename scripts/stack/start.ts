import { writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ConfigError, environmentSchema, readConfig } from '../../config.ts';
import { hasAccounts } from './accounts.ts';
import { announce } from './announce.ts';
import { chooseDatabase } from './database.ts';
import { endLeftovers } from './leftovers.ts';
import { Pids } from './pids.ts';
import { answers, ownProcess, until } from './services.ts';
import { readSettings, type Settings, settlePorts } from './settings.ts';
import { type Listener, type Service, Supervisor } from './supervisor.ts';
import { temporalService, workersListen } from './temporal.ts';
import { temporalBinary } from './temporal-binary.ts';
import { Trouble } from './trouble.ts';
import { ensureWebBuilt } from './web-build.ts';

/** Brings everything up, keeps it up, and takes it down in order. */
export async function start(began: number): Promise<void> {
  const stack = new Stack();
  stack.obeySignals();
  try {
    await stack.up(began);
  } catch (error) {
    stack.fail(error);
  }
}

class Stack implements Listener {
  /** In the order of their ending: first who uses, last who is used. */
  private readonly layers: Supervisor[][] = [[], [], [], []];
  private pids: Pids | null = null;
  private ending: Promise<void> | null = null;
  private asked = Number.POSITIVE_INFINITY;

  async up(began: number): Promise<void> {
    const read = readSettings();
    const pids = new Pids(read.dataDir);
    await endLeftovers(pids);
    this.pids = pids;
    this.started('start', process.pid);

    const { port, sandboxPort, sandboxed } = vendors(read);
    const settings = await settlePorts(read, {
      PORT: port,
      ...(sandboxed.length > 0 && { SANDBOX_PORT: sandboxPort }),
      ...(read.ownTemporal && { TEMPORAL_UI_PORT: read.temporalUiPort }),
    });
    const database = await chooseDatabase(settings);
    const env = childEnvironment(settings, { ...database.secrets, DATABASE_URL: database.appUrl });
    const config = readConfig(env);
    tellAddresses(settings, env);
    const temporal = settings.ownTemporal ? await this.temporal(settings, config.temporal.namespace) : null;

    await Promise.all([
      this.run(3, database.service).then(database.prepare),
      this.run(2, temporal),
      ensureWebBuilt((line) => this.say(line)),
      this.run(1, sandboxed.length > 0 ? sandbox(settings, env, sandboxPort) : null),
    ]);
    const { namespace } = config.temporal;
    const temporalAddress = config.temporal.profile ? null : config.temporal.address;
    await Promise.all([
      this.run(
        0,
        ownProcess({
          name: 'worker',
          file: 'worker.ts',
          env,
          logs: settings.logs,
          // A profile's server is asked by the worker itself; its readiness shows at the API.
          ready: async (signal) =>
            temporalAddress ? workersListen(temporalAddress, namespace, 'journeys', signal) : undefined,
        }),
      ),
      this.run(
        0,
        ownProcess({
          name: 'api',
          file: 'api/main.ts',
          env,
          logs: settings.logs,
          ready: (signal) => until(signal, () => answers(`http://127.0.0.1:${port}/api/ready`, { ok: true })),
        }),
      ),
    ]);
    const signedUp = await hasAccounts(env.DATABASE_AUTH_URL ?? database.appUrl);
    if (this.ending) return;
    announce({
      config,
      sandboxed,
      logs: shortest(settings.logs),
      signedUp,
      seconds: (performance.now() - began) / 1000,
    });
  }

  say(line: string): void {
    console.log(line);
  }

  started(name: string, pid: number | undefined): void {
    this.pids?.set(name.toLowerCase(), pid);
  }

  gaveUp(trouble: Trouble): void {
    this.fail(trouble);
  }

  fail(error: unknown): void {
    if (this.ending) return;
    const told = error instanceof Trouble || error instanceof ConfigError;
    console.error(told ? error.message : error);
    process.exitCode = 1;
    void this.down();
  }

  obeySignals(): void {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        // npm passes on what the terminal has sent to all: one Ctrl-C can arrive twice.
        if (this.ending && performance.now() - this.asked > 500) this.force();
        else if (!this.ending) {
          this.asked = performance.now();
          this.say('\nStopping (once more to force) ...');
          void this.down();
        }
      });
    }
  }

  private down(): Promise<void> {
    this.ending ??= (async () => {
      for (const layer of this.layers) await Promise.all(layer.map((supervisor) => supervisor.stop()));
      this.pids?.clear();
      // What a failed start left pending must not keep the process.
      process.exit();
    })();
    return this.ending;
  }

  private force(): void {
    for (const supervisor of this.layers.flat()) supervisor.kill();
    this.pids?.clear();
    process.exit(1);
  }

  private async run(layer: number, service: Service | null): Promise<void> {
    if (!service || this.ending) return;
    const supervisor = new Supervisor(service, this);
    this.layers[layer]?.push(supervisor);
    await supervisor.start();
  }

  private async temporal(settings: Settings, namespace: string): Promise<Service> {
    const binary = await temporalBinary('temporal', (line) => this.say(line)).catch((error) => {
      throw new Trouble(error.message);
    });
    const { dataDir, logs, temporalPort: port, temporalUiPort: uiPort } = settings;
    return temporalService({ binary, dataDir, logs, port, uiPort, namespace });
  }
}

function sandbox(settings: Settings, env: NodeJS.ProcessEnv, port: number): Service {
  return ownProcess({
    name: 'sandbox',
    file: 'sandbox/main.ts',
    env,
    logs: settings.logs,
    ready: (signal) => until(signal, () => answers(`http://127.0.0.1:${port}/`, { ok: false })),
  });
}

/** What the rest of the configuration says, before the database and the secrets are there. */
function vendors({ env }: Settings): { port: number; sandboxPort: number; sandboxed: string[] } {
  const placeholders = {
    DATABASE_URL: 'postgresql://127.0.0.1/afterjob',
    AUTH_SECRET: 'x'.repeat(32),
    ENCRYPTION_KEYS: `x:${Buffer.alloc(32).toString('base64')}`,
  };
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value));
  const config = readConfig({ ...placeholders, ...given });
  const names = {
    Jobber: config.jobber,
    'QuickBooks Online': config.quickbooks,
    Resend: config.email,
    Twilio: config.sms,
  };
  const sandboxed = Object.entries(names).flatMap(([name, vendor]) => (vendor.mode === 'sandbox' ? [name] : []));
  return { port: config.port, sandboxPort: config.sandboxPort, sandboxed };
}

/** What our processes are given: no address of the superuser or of the owner, none of their passwords. */
function childEnvironment(settings: Settings, own: Record<string, string>): NodeJS.ProcessEnv {
  const given = Object.fromEntries(Object.entries(settings.env).filter(([, value]) => value));
  const env: NodeJS.ProcessEnv = { NODE_ENV: 'development', ...own, ...given };
  if (settings.ownTemporal) {
    env.TEMPORAL_ADDRESS = `127.0.0.1:${settings.temporalPort}`;
    env.TEMPORAL_UI_URL = `http://localhost:${settings.temporalUiPort}`;
  }
  for (const name of Object.keys(env)) {
    if (name.startsWith('POSTGRES_') || name === 'DATABASE_OWNER_URL') delete env[name];
  }
  return env;
}

function shortest(path: string): string {
  const here = relative(process.cwd(), path);
  return here.startsWith('..') ? path : here;
}

/** For the doctor, which runs beside us; as secret as the secrets are. */
function tellAddresses({ dataDir }: Settings, env: NodeJS.ProcessEnv): void {
  const lines = Object.keys(environmentSchema.shape).flatMap((name) => (env[name] ? [`${name}='${env[name]}'\n`] : []));
  writeFileSync(join(dataDir, 'running.env'), lines.join(''), { mode: 0o600 });
}
