import { tsImport } from 'tsx/esm/api';

/** Jest cannot transform what a global set-up imports, so tsx does. */
export default async function globalSetup() {
  const { TestCluster } = await tsImport('./cluster.ts', import.meta.url);
  globalThis.testCluster = new TestCluster();
  process.env.AFTERJOB_TEST_CLUSTER = await globalThis.testCluster.listen();
}
