const swc = (parser) => [
  '@swc/jest',
  {
    jsc: { parser, target: 'es2022', transform: { react: { runtime: 'automatic' } } },
    module: { type: 'es6' },
    sourceMaps: 'inline',
  },
];

/** Unit and integration tests; the browser tests have a configuration of their own in e2e/. */
export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: {
    '^.+\\.ts$': swc({ syntax: 'typescript' }),
    '^.+\\.tsx$': swc({ syntax: 'typescript', tsx: true }),
  },
  testMatch: ['<rootDir>/**/*.test.ts', '<rootDir>/**/*.test.tsx'],
  testPathIgnorePatterns: [
    '/node_modules/',
    '<rootDir>/e2e/',
    '<rootDir>/dist/',
    '<rootDir>/web/dist/',
    '<rootDir>/.afterjob/',
  ],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.afterjob/'],
  globalSetup: '<rootDir>/testing/global-setup.mjs',
  globalTeardown: '<rootDir>/testing/global-teardown.mjs',
  setupFilesAfterEnv: ['<rootDir>/testing/fail-on-console-error.ts'],
  showSeed: true,
  watchman: false,
  // One more than cores: most tests wait for a server.
  maxWorkers: 3,
  testTimeout: 60_000,
};
