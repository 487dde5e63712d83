import base from '../jest.config.js';

/** The browser tests and drills: against running products, one file at a time. */
export default {
  testEnvironment: base.testEnvironment,
  extensionsToTreatAsEsm: base.extensionsToTreatAsEsm,
  transform: base.transform,
  testMatch: ['<rootDir>/**/*.test.ts'],
  globalSetup: '<rootDir>/global-setup.mjs',
  globalTeardown: '<rootDir>/global-teardown.mjs',
  testSequencer: '<rootDir>/sequencer.mjs',
  showSeed: true,
  watchman: false,
  maxWorkers: 1,
  testTimeout: 600_000,
};
