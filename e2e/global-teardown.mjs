import stopTestCluster from '../testing/global-teardown.mjs';

export default async function globalTeardown() {
  await stopTestCluster();
  await globalThis.sharedProduct?.stop();
}
