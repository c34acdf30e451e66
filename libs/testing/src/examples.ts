import { join, resolve } from 'node:path';
import { makeRepository, type Change, type TestRepository } from './repository.js';

export interface Example {
  stack: 'go' | 'php';
  /** Below examples/. */
  folder: string;
  branches: Readonly<Record<string, readonly Change[]>>;
}

const version = (file: string, subject: string, name: string): Change => ({
  subject,
  edits: { [file]: (text) => text.replace(/(version|VERSION) = (["'])main\2/i, `$1 = $2${name}$2`) },
});

const faulty = (name: string): Example => ({ stack: 'go', folder: `faulty/${name}`, branches: {} });

/** Every sample repository with its branches besides `main`. */
export const EXAMPLES = {
  orders: {
    stack: 'go',
    folder: 'orders',
    branches: {
      'feature/fast-orders': [
        version('main.go', 'Answer orders faster', 'feature/fast-orders'),
        {
          subject: 'Sell a third item',
          edits: {
            'main.go': (text) =>
              text.replace('{2, "teapot", "packed"}', '{2, "teapot", "packed"}, {3, "tray", "new"}'),
          },
        },
      ],
      'fix/order-states': [version('main.go', 'Name the states of an order', 'fix/order-states')],
      'broken/does-not-compile': [
        { subject: 'Forget an import', edits: { 'main.go': (text) => text.replace('\t"os"\n', '') } },
      ],
    },
  },
  payments: {
    stack: 'go',
    folder: 'payments',
    branches: {
      'feature/instant-payments': [version('main.go', 'Pay at once', 'feature/instant-payments')],
    },
  },
  'api-gateway': {
    stack: 'php',
    folder: 'api-gateway',
    branches: {
      'feature/new-banner': [version('src/Gateway.php', 'Show a new banner', 'feature/new-banner')],
    },
  },
  'crash-loop': faulty('crash-loop'),
  'exits-at-once': faulty('exits-at-once'),
  'never-healthy': faulty('never-healthy'),
  'compile-error': faulty('compile-error'),
  'no-go-mod': faulty('no-go-mod'),
  noisy: faulty('noisy'),
  'out-of-memory': faulty('out-of-memory'),
} as const satisfies Record<string, Example>;

export type ExampleName = keyof typeof EXAMPLES;

/**
 * Makes `<root>/<name>.git` from examples/. `examples` is the folder of that name in the checkout; the one below the
 * working directory when absent.
 */
export function makeExample(
  root: string,
  name: ExampleName,
  examples = resolve('examples'),
): Promise<TestRepository> {
  const { folder, branches } = EXAMPLES[name];
  return makeRepository({ root, name, folder: join(examples, folder), branches });
}
