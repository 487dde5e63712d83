import { ConfigError, readMigrateConfig } from '../config.ts';
import { MissingRole, migrate } from './stack/migrate.ts';

try {
  const { ownerUrl, appUrl } = readMigrateConfig(process.env);
  const names = await migrate({ ownerUrl, appUrl, authUrl: process.env.DATABASE_AUTH_URL || null });
  console.log(names.length === 0 ? 'The database is up to date.' : `Migrated: ${names.join(', ')}`);
} catch (error) {
  const told = error instanceof ConfigError || error instanceof MissingRole;
  console.error(told ? error.message : `The migration failed, nothing was changed: ${message(error)}`);
  process.exitCode = 1;
}

// A refused connection is an AggregateError, whose own message is empty.
function message(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(message).join('; ');
  return error instanceof Error ? error.message : String(error);
}
