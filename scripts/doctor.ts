import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { ConfigError, readConfig } from '../config.ts';
import { examineAddress } from './doctor/address.ts';
import { examineDatabase } from './doctor/database.ts';
import type { Finding } from './doctor/finding.ts';
import { examineTemporal } from './doctor/temporal.ts';
import { examineVendors } from './doctor/vendors.ts';
import { Pids } from './stack/pids.ts';
import { root } from './stack/services.ts';

// What npm start brought up tells its addresses in a file; what is set by hand goes first.
const dataDir = resolve(root, process.env.DATA_DIR || '.afterjob');
const running = join(dataDir, 'running.env');
// Who sets an address by hand asks about another installation.
const stopped = !process.env.DATABASE_URL && !new Pids(dataDir).alive().has('start');
if (stopped) console.log('Afterjob is not running here: npm start');
if (stopped && !existsSync(running)) process.exit(1);
const env = { ...(existsSync(running) ? parseEnv(readFileSync(running, 'utf8')) : {}), ...given(process.env) };

try {
  const config = readConfig(env);
  const findings = await Promise.all([
    examineDatabase(config, env.DATABASE_OWNER_URL ?? null),
    examineTemporal(config),
    examineVendors(config),
    examineAddress(config),
  ]);
  process.exitCode = tell(findings.flat());
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
// A vendor's client may keep its connections open for a while.
process.exit();

function tell(findings: Finding[]): number {
  const width = Math.max(...findings.map(({ about }) => about.length));
  for (const { about, state, text, todo } of findings) {
    console.log(`${state.padEnd(4)}  ${about.padEnd(width)}  ${text}`);
    if (todo) console.log(`${' '.repeat(width + 8)}${todo}`);
  }
  const failures = findings.filter(({ state }) => state === 'fail').length;
  const warnings = findings.filter(({ state }) => state === 'warn').length;
  console.log(failures + warnings === 0 ? '\nAll is well.' : `\n${failures} to mend, ${warnings} to know.`);
  return failures > 0 ? 1 : 0;
}

function given(variables: NodeJS.ProcessEnv): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(variables).filter(([, value]) => value));
}
