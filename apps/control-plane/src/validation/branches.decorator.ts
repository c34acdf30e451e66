import { BRANCH_NAME, SERVICE_NAME } from '@sdp/protocol';
import { IsTextMap } from './text-map.decorator.js';

/** Branches by service. */
export function AreBranches(): PropertyDecorator {
  return IsTextMap(
    'areBranches',
    {
      example: { orders: 'feature/discount' },
      description: 'By service; the branch of the original when left out.',
      pattern: BRANCH_NAME.source,
    },
    problemOf,
  );
}

function problemOf(entries: readonly [string, unknown][]): string | null {
  const areBranches = entries.every(
    ([service, branch]) =>
      SERVICE_NAME.test(service) && typeof branch === 'string' && BRANCH_NAME.test(branch),
  );
  return areBranches ? null : 'must have names of branches, by the name of the service';
}
