import base from '../jest.config.js';

/** The browser tests: against running products, one file at a time. */
export default {
  testEnvironment: base.testEnvironment,
  extensionsToTreatAsEsm: base.extensionsToTreatAsEsm,
  transform: base.transform,
  testMatch: ['<rootDir>/**/*.test.ts'],
  // The drills bring their processes up on a database of the test cluster.
  globalSetup: '<rootDir>/../testing/global-setup.mjs',
  globalTeardown: '<rootDir>/../testing/global-teardown.mjs',
  showSeed: true,
  watchman: false,
  maxWorkers: 1,
  testTimeout: 600_000,
};
