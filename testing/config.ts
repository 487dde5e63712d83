import { type Config, readConfig } from '../config.ts';

/** The configuration of a test: every vendor sandboxed, keys that open nothing; override by variables. */
export function testConfig(environment: Record<string, string> = {}): Config {
  return readConfig({
    NODE_ENV: 'test',
    DATABASE_URL: 'postgresql://afterjob_app@127.0.0.1:1/none',
    AUTH_SECRET: 'a secret of tests that is long enough',
    ENCRYPTION_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
    ...environment,
  });
}
