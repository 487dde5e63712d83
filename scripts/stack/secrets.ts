import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { Trouble } from './trouble.ts';

export interface Secrets {
  AUTH_SECRET: string;
  ENCRYPTION_KEYS: string;
  POSTGRES_SUPERUSER_PASSWORD: string;
  POSTGRES_OWNER_PASSWORD: string;
  POSTGRES_APP_PASSWORD: string;
}

const make: Record<keyof Secrets, () => string> = {
  AUTH_SECRET: () => randomBytes(32).toString('base64'),
  ENCRYPTION_KEYS: () => `k1:${randomBytes(32).toString('base64')}`,
  POSTGRES_SUPERUSER_PASSWORD: () => randomBytes(18).toString('hex'),
  POSTGRES_OWNER_PASSWORD: () => randomBytes(18).toString('hex'),
  POSTGRES_APP_PASSWORD: () => randomBytes(18).toString('hex'),
};

/** The secrets of this folder: made at the first start, kept from then on. */
export function ensureSecrets(dataDir: string, hasData: boolean): Secrets {
  const file = join(dataDir, 'secrets.env');
  const kept: Record<string, string | undefined> = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
  const names = Object.keys(make) as (keyof Secrets)[];
  const missing = names.filter((name) => !kept[name]);
  if (missing.length > 0 && hasData) {
    throw new Trouble(
      `${file} lacks ${missing.join(', ')}, but there is data that was made with them.`,
      'Bring the file back, or start over without the data: npm run reset',
    );
  }
  const secrets = Object.fromEntries(names.map((name) => [name, kept[name] || make[name]()])) as Record<
    keyof Secrets,
    string
  >;
  if (missing.length > 0) {
    const lines = names.map((name) => `${name}=${secrets[name]}\n`);
    writeFileSync(file, `# Made by npm start. Whoever has this file can read everything here.\n${lines.join('')}`, {
      mode: 0o600,
    });
    chmodSync(file, 0o600);
  }
  return secrets;
}

/** Fails when the data was encrypted with keys of which the ring has none; remembers those it has. */
export function checkKeys(dataDir: string, encryptionKeys: string, hasData: boolean): void {
  const file = join(dataDir, 'keys.json');
  const ring = encryptionKeys
    .split(',')
    .map((entry) => createHash('sha256').update(entry.trim()).digest('hex').slice(0, 16));
  const known: string[] = hasData && existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
  if (known.length > 0 && !ring.some((key) => known.includes(key))) {
    throw new Trouble(
      'ENCRYPTION_KEYS has none of the keys that the kept data was encrypted with.',
      'Put the old key behind the new one (new,old), or start over without the data: npm run reset',
    );
  }
  writeFileSync(file, `${JSON.stringify([...new Set([...known, ...ring])])}\n`);
}
