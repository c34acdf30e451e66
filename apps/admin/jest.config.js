import presets from 'jest-preset-angular/presets/index.js';

export default {
  ...presets.createEsmPreset({ tsconfig: '<rootDir>/tsconfig.spec.json' }),
  displayName: 'admin',
  setupFilesAfterEnv: ['<rootDir>/setup-jest.ts'],
  testMatch: ['<rootDir>/src/**/*.spec.ts'],
  moduleNameMapper: {
    '^@sdp/protocol$': '<rootDir>/../../libs/protocol/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
};
