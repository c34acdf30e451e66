import js from '@eslint/js';
import angular from 'angular-eslint';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

/** Who may import whom (DESIGN.md, The house). Each entry names what the folder may NOT reach. */
const boundary = (files, patterns) => ({
  files,
  rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] },
});
const no = (name, message) => ({ group: [name, `${name}/*`], message });
const byPath = {
  regex: '(^|/)(libs|apps)/|^(\\.\\./)+[a-z-]+/src/|^@sdp/[a-z-]+/',
  message: 'Import a library through its index: @sdp/<name>. Apps are imported by nobody.',
};
const tests = [
  '**/*.spec.ts',
  'apps/control-plane/test/**/*.ts',
  '**/*.engine.ts',
  'e2e/**/*.ts',
  'bench/**/*.ts',
  'libs/testing/**/*.ts',
];
/** Beside fixtures, which only tests may use anyway. */
const only = (names, message) => ({ regex: `^@sdp/(?!(${names}|testing)$)`, message });
const noTesting = no('@sdp/testing', 'Fixtures are for tests, the demo and the bench only.');

export default tseslint.config(
  { ignores: ['dist/', 'data/', 'coverage/', '.angular/', 'node_modules/', 'examples/'] },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  {
    languageOptions: {
      globals: { process: 'readonly', console: 'readonly', Buffer: 'readonly', URL: 'readonly' },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 5],
      complexity: ['error', 15],
    },
  },
  // Nest reads constructor parameter types at run time: a type-only import there would erase them.
  {
    files: ['apps/!(admin)/**/*.ts', 'libs/**/*.ts'],
    rules: { '@typescript-eslint/consistent-type-imports': 'off' },
  },
  {
    files: ['deploy/**/*.mjs', 'apps/cli/*.mjs', '*.js', '*.mjs'],
    languageOptions: {
      globals: {
        fetch: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
        AbortSignal: 'readonly',
        AbortController: 'readonly',
      },
    },
  },
  { files: tests, rules: { 'max-lines': 'off' } },

  boundary(
    ['libs/protocol/**/*.ts'],
    [byPath, no('@sdp/*', 'libs/protocol depends on nothing.'), no('@nestjs/*', 'No framework on the wire.')],
  ),
  boundary(
    ['libs/logging/**/*.ts'],
    [byPath, no('@sdp/*', 'The log knows none of its writers.'), no('@nestjs/*', 'Any program may log.')],
  ),
  boundary(
    ['libs/settings/**/*.ts'],
    [
      byPath,
      { regex: '^@sdp/(?!protocol$)', message: 'Settings know the protocol only.' },
      no('@nestjs/*', 'Settings are data.'),
    ],
  ),
  boundary(
    ['libs/deployer/**/*.ts'],
    [
      byPath,
      only('protocol', 'The deployer knows libs/protocol only.'),
      no('socket.io*', 'The deployer knows no socket.'),
      no('typeorm', 'The deployer knows no database.'),
      no('@nestjs/*', 'The deployer knows no framework.'),
    ],
  ),
  boundary(
    ['libs/agent/**/*.ts'],
    [
      byPath,
      only(
        'protocol|deployer|logging|settings',
        'Agents know the libraries only that ARCHITECTURE.md names.',
      ),
      no('typeorm', 'Agents have no database.'),
    ],
  ),
  boundary(['libs/testing/**/*.ts'], [byPath, no('@sdp/*', 'Fixtures know nothing of what they test.')]),
  boundary(
    ['apps/control-plane/**/*.ts'],
    [
      byPath,
      only('protocol|logging|settings', 'The control plane never deploys, and talks frames, not agent code.'),
    ],
  ),
  boundary(
    ['apps/cli/**/*.ts'],
    [
      byPath,
      { regex: '^@sdp/(?!protocol$)', message: 'The command line knows libs/protocol only.' },
      no('@nestjs/*', 'The command line starts in a moment: no framework.'),
    ],
  ),
  boundary(
    ['apps/agent-*/**/*.ts'],
    [
      byPath,
      only('agent|deployer', 'An agent is libs/agent with strategies.'),
      no('typeorm', 'Agents have no database.'),
    ],
  ),
  {
    files: ['libs/!(testing)/**/*.ts', 'apps/!(admin)/**/*.ts'],
    ignores: tests,
    rules: { 'no-restricted-imports': ['error', { patterns: [noTesting] }] },
  },

  {
    files: ['apps/admin/**/*.ts'],
    extends: [...angular.configs.tsRecommended],
    processor: angular.processInlineTemplates,
    rules: {
      '@angular-eslint/component-class-suffix': 'off',
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            { regex: '^@sdp/(?!protocol$)', message: 'The admin knows libs/protocol only.' },
            { group: ['@sdp/protocol'], allowTypeImports: true, message: 'Types only.' },
          ],
        },
      ],
    },
  },
  // Constants are written down again in the admin; its tests hold them equal to the protocol's.
  {
    files: ['apps/admin/**/*.spec.ts'],
    rules: { '@typescript-eslint/no-restricted-imports': 'off' },
  },
  {
    files: ['apps/admin/**/*.html'],
    extends: [...angular.configs.templateRecommended, ...angular.configs.templateAccessibility],
    rules: { '@typescript-eslint/consistent-type-imports': 'off', 'max-lines': 'off' },
  },
  prettier,
);
