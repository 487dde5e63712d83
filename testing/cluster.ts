import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { migrate } from '../scripts/stack/migrate.ts';
import { freePort } from '../scripts/stack/ports.ts';
import { type RunningPostgres, startPostgres } from '../scripts/stack/postgres.ts';
import { postgresBinaries } from '../scripts/stack/postgres-home.ts';
import { createRoles } from '../scripts/stack/roles.ts';
import type { WorkflowBundle } from '../worker-pool.ts';

export interface Urls {
  name: string;
  ownerUrl: string;
  appUrl: string;
  superuserUrl: string;
}

/**
 * What all files of a test run share: one PostgreSQL and one bundle of the workflows, each made for the first that asks.
 * The asking goes over HTTP, because test files run in processes of their own.
 */
export class TestCluster {
  private readonly folder = enterable(mkdtempSync(join(tmpdir(), 'afterjob-test-')));
  private readonly password = randomBytes(12).toString('hex');
  private running: Promise<RunningPostgres> | null = null;
  private queue: Promise<unknown> = Promise.resolve();
  private bundled: Promise<WorkflowBundle> | null = null;
  private count = 0;
  private server: Server | null = null;
  private readonly settings: Record<string, string>;

  /** Tests trade durability for speed; a benchmark passes settings of its own. */
  constructor(settings: Record<string, string> = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }) {
    this.settings = settings;
  }

  async listen(): Promise<string> {
    const server = createServer((request, response) => {
      const answer = (status: number, body: unknown) => response.writeHead(status).end(JSON.stringify(body));
      const path = request.url?.slice(1) ?? '';
      const work =
        path === 'bundle' ? this.bundle() : request.method === 'DELETE' ? this.drop(path) : this.next(path !== 'empty');
      work.then((body) => answer(200, body ?? null)).catch((error) => answer(500, String(error?.stack ?? error)));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    // A test that asks again after a long while must not meet a connection that is just being closed.
    server.keepAliveTimeout = 0;
    this.server = server;
    const address = server.address();
    return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    this.server?.close();
    await this.running?.then((postgres) => postgres.stop()).catch(() => {});
    rmSync(this.folder, { recursive: true, force: true });
  }

  private bundle(): Promise<WorkflowBundle> {
    this.bundled ??= this.writeBundle();
    return this.bundled;
  }

  private async writeBundle(): Promise<WorkflowBundle> {
    // Half of the product comes with it, and most runs of a single file do not ask.
    const { workflowBundle } = await import('../worker-pool.ts');
    const bundle = await workflowBundle();
    if (!('code' in bundle)) return bundle;
    const codePath = join(this.folder, 'workflows.js');
    writeFileSync(codePath, bundle.code);
    return { codePath };
  }

  /** Copies of one template are made one after the other: the template must have no other session. */
  private next(migrated: boolean): Promise<Urls> {
    const made = this.queue.then(async () => {
      this.running ??= this.start();
      await this.running;
      const name = `test_${++this.count}`;
      await this.asSuperuser(
        `CREATE DATABASE ${name} OWNER afterjob_owner TEMPLATE ${migrated ? 'template_afterjob' : 'template0'}`,
      );
      return this.urls(name);
    });
    this.queue = made.catch(() => {});
    return made;
  }

  private async drop(name: string): Promise<void> {
    if (!/^test_\d+$/.test(name)) throw new Error('Only databases of tests are dropped');
    await this.asSuperuser(`DROP DATABASE ${name} WITH (FORCE)`);
  }

  private async start(): Promise<RunningPostgres> {
    const postgres = await startPostgres({
      binaries: postgresBinaries(),
      dataDir: join(this.folder, 'data'),
      port: await freePort(),
      password: this.password,
      logFile: join(this.folder, 'postgres.log'),
      settings: { ...this.settings, max_connections: '400' },
    });
    this.running = Promise.resolve(postgres);
    await createRoles(postgres.superuserUrl, { owner: this.password, app: this.password });
    await this.asSuperuser('CREATE DATABASE template_afterjob OWNER afterjob_owner TEMPLATE template0');
    const { ownerUrl, appUrl } = await this.urls('template_afterjob');
    await migrate({ ownerUrl, appUrl });
    return postgres;
  }

  private async urls(name: string): Promise<Urls> {
    const { superuserUrl } = await (this.running as Promise<RunningPostgres>);
    const as = (user: string) => {
      const url = new URL(superuserUrl);
      url.username = user;
      url.pathname = name;
      return url.href;
    };
    return { name, ownerUrl: as('afterjob_owner'), appUrl: as('afterjob_app'), superuserUrl: as('postgres') };
  }

  private async asSuperuser(sql: string): Promise<void> {
    const { superuserUrl } = await (this.running as Promise<RunningPostgres>);
    const client = new pg.Client({ connectionString: superuserUrl });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  }
}

// mkdtemp makes folders of mode 0700, and PostgreSQL may have to run as another user than we do.
function enterable(folder: string): string {
  chmodSync(folder, 0o755);
  return folder;
}
