import { join } from 'node:path';
import { migrate } from './migrate.ts';
import {
  initialisePostgres,
  isCluster,
  launchPostgres,
  type PostgresOptions,
  postgresAnswers,
  superuserUrlOf,
} from './postgres.ts';
import { postgresBinaries, postgresDataDir } from './postgres-home.ts';
import { createDatabase, createRoles } from './roles.ts';
import { checkKeys, ensureSecrets, type Secrets } from './secrets.ts';
import type { Settings } from './settings.ts';
import type { Service } from './supervisor.ts';
import { Trouble } from './trouble.ts';

const name = 'afterjob';

export interface Database {
  secrets: Secrets;
  appUrl: string;
  /** Null: the database is somebody else's. */
  service: Service | null;
  /** Roles, database and schema; after the service is ready. */
  prepare(): Promise<void>;
}

/** The database to use: PostgreSQL in the data folder, or the one that DATABASE_URL names. */
export async function chooseDatabase(settings: Settings): Promise<Database> {
  return settings.ownPostgres ? embedded(settings) : foreign(settings);
}

async function embedded(settings: Settings): Promise<Database> {
  const dataDir = postgresDataDir(settings.dataDir);
  const hasData = isCluster(dataDir);
  const secrets = ensureSecrets(settings.dataDir, hasData);
  checkKeys(settings.dataDir, settings.env.ENCRYPTION_KEYS || secrets.ENCRYPTION_KEYS, hasData);
  const options: PostgresOptions = {
    binaries: postgresBinaries(),
    dataDir,
    port: settings.postgresPort,
    password: secrets.POSTGRES_SUPERUSER_PASSWORD,
    logFile: join(settings.logs, 'postgresql.log'),
  };
  const superuserUrl = superuserUrlOf(options);
  const as = (role: string, password: string) => `postgresql://${role}:${password}@127.0.0.1:${options.port}/${name}`;
  const appUrl = as('afterjob_app', secrets.POSTGRES_APP_PASSWORD);
  const ownerUrl = as('afterjob_owner', secrets.POSTGRES_OWNER_PASSWORD);
  await initialisePostgres(options);
  return {
    secrets,
    appUrl,
    service: {
      name: 'PostgreSQL',
      logFile: options.logFile,
      stopSignal: 'SIGINT',
      grace: 15_000,
      launch: () => launchPostgres(options),
      ready: (signal) => postgresAnswers(superuserUrl, signal),
    },
    async prepare() {
      await createRoles(superuserUrl, { owner: secrets.POSTGRES_OWNER_PASSWORD, app: secrets.POSTGRES_APP_PASSWORD });
      await createDatabase(superuserUrl, name);
      await migrate({ ownerUrl, appUrl }).catch(failed);
    },
  };
}

async function foreign({ env, dataDir }: Settings): Promise<Database> {
  const appUrl = env.DATABASE_URL ?? '';
  const ownerUrl = env.DATABASE_OWNER_URL;
  return {
    secrets: ensureSecrets(dataDir, false),
    appUrl,
    service: null,
    async prepare() {
      // Without the owner's address somebody else migrates, by: npm run migrate
      if (ownerUrl) await migrate({ ownerUrl, appUrl, authUrl: env.DATABASE_AUTH_URL || null }).catch(failed);
    },
  };
}

function failed(error: unknown): never {
  const reasons = error instanceof AggregateError ? error.errors : [error];
  const texts = reasons.map((reason) => (reason instanceof Error ? reason.message : String(reason)));
  throw new Trouble('The database could not be brought to the newest schema:', ...texts);
}
