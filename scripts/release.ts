import { Connection } from '@temporalio/client';
import { ConfigError, readReleaseConfig } from '../config.ts';
import { temporalConnection } from '../temporal.ts';
import { makeCurrent, NotReleased } from './release/make-current.ts';

// npm run release [-- <build id>]: sleeping enrollments wake under this version from now on. Rolling back is the same.
const patienceMs = 120_000;

try {
  const { buildId, ...config } = readReleaseConfig({ ...process.env, ...given(process.argv[2]) });
  const { options, namespace } = temporalConnection(config);
  const connection = await Connection.connect(options);
  try {
    const { former } = await makeCurrent(connection, { namespace, buildId, patienceMs });
    const back = former && former !== buildId ? ` Back: npm run release -- ${former}` : '';
    console.log(`Workers of build ${buildId} are current.${back}`);
  } finally {
    await connection.close();
  }
} catch (error) {
  const told = error instanceof ConfigError || error instanceof NotReleased;
  console.error(told ? error.message : `Not released: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}

function given(buildId: string | undefined): Record<string, string> {
  return buildId ? { WORKER_BUILD_ID: buildId } : {};
}
