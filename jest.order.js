import { existsSync } from 'node:fs';
import Sequencer from '@jest/test-sequencer';

/**
 * The files that take longest, longest first. Jest starts what took long the last time first; on a fresh clone it only
 * knows how large files are, and one of these that is started late runs on alone.
 */
const LONGEST = [
  'e2e/two-hosts.e2e.ts',
  // These wait most of the time, and leave the processor to the hosts.
  'e2e/faults-domain.e2e.ts',
  'e2e/faults.e2e.ts',
  'e2e/accessibility.e2e.ts',
  'apps/control-plane/test/routes.spec.ts',
  'apps/control-plane/test/access-matrix.spec.ts',
  'apps/control-plane/test/environments.spec.ts',
  'apps/control-plane/test/deployments.spec.ts',
  'libs/deployer/src/deployer.spec.ts',
  'apps/control-plane/test/templates.spec.ts',
  'libs/agent/src/agent.spec.ts',
  'apps/control-plane/test/audit-coverage.spec.ts',
  'apps/control-plane/test/sandbox-life.spec.ts',
  'apps/control-plane/test/webhooks.spec.ts',
  'apps/control-plane/test/pull-requests.spec.ts',
];

/** Every file runs, whatever is listed: only who starts first is decided here. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const gone = LONGEST.filter((file) => !existsSync(new URL(file, import.meta.url)));
    if (gone.length > 0) throw new Error(`jest.order.js names what is not there: ${gone.join(', ')}`);
    const sorted = super.sort(tests);
    const first = LONGEST.flatMap((file) =>
      sorted.filter((test) => isNew(test) && test.path.endsWith(`/${file}`)),
    );
    return [...first, ...sorted.filter((test) => !first.includes(test))];
  }
}

/** Jest has no time of an earlier run. */
function isNew({ duration }) {
  return duration === undefined;
}
