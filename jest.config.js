/** One runner for everything. Projects: `unit` (pure and medium, no engine needed) and `engine` (real Docker, git, nginx, Chromium). */
const shared = {
  testEnvironment: 'node',
  moduleNameMapper: {
    '^@sdp/([a-z-]+)$': '<rootDir>/libs/$1/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2023',
          parser: { syntax: 'typescript', decorators: true },
          transform: { decoratorMetadata: true, legacyDecorator: true, useDefineForClassFields: false },
        },
        module: { type: 'commonjs' },
      },
    ],
  },
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/data/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/data/'],
};

export default {
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: [
        '<rootDir>/libs/**/*.spec.ts',
        '<rootDir>/apps/!(admin)/**/*.spec.ts',
        '<rootDir>/deploy/**/*.spec.ts',
        '<rootDir>/e2e/**/*.spec.ts',
        '<rootDir>/docs/**/*.spec.ts',
      ],
    },
    {
      ...shared,
      displayName: 'engine',
      setupFilesAfterEnv: ['<rootDir>/e2e/support/patience.ts'],
      testMatch: [
        '<rootDir>/libs/**/*.engine.ts',
        '<rootDir>/deploy/**/*.engine.ts',
        '<rootDir>/e2e/**/*.e2e.ts',
      ],
    },
  ],
  testSequencer: '<rootDir>/jest.order.js',
  /** A wait of a test has its own deadline with its own words; this only ends what hangs. `engine` has a longer one. */
  testTimeout: 30_000,
  coverageProvider: 'v8',
};
