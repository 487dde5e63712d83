import { tsImport } from 'tsx/esm/api';
import startTestCluster from '../testing/global-setup.mjs';

/** The drills share a test cluster, the browser tests a product; each is started by the first who asks. */
export default async function globalSetup() {
  await startTestCluster();
  const { SharedProduct } = await tsImport('./shared-product.ts', import.meta.url);
  globalThis.sharedProduct = new SharedProduct();
  process.env.AFTERJOB_SHARED_PRODUCT ??= await globalThis.sharedProduct.listen();
}
