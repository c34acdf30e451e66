import { type Role, type SandboxRights } from '@sdp/protocol';
import { rightsOf } from './sandbox-rights.js';

const sandbox = { owner: 'ada' };
const letters = ({ mayUse, mayEdit, mayOwn }: SandboxRights) =>
  `${mayUse ? 'use' : '-'} ${mayEdit ? 'edit' : '-'} ${mayOwn ? 'own' : '-'}`;

describe('Rights to a sandbox', () => {
  it.each<[string, Role, string[], string]>([
    ['ada', 'developer', [], 'use edit own'],
    ['ada', 'qa', [], 'use edit own'],
    ['olga', 'ops', [], 'use edit own'],
    ['bob', 'developer', [], '- - -'],
    ['bob', 'developer', ['bob'], 'use edit -'],
    ['bob', 'developer', ['*'], 'use edit -'],
    ['bob', 'developer', ['bo', 'bobby'], '- - -'],
    ['quinn', 'qa', [], '- - -'],
    ['quinn', 'qa', ['quinn'], 'use - -'],
    ['quinn', 'qa', ['*'], 'use - -'],
  ])('of %s (%s) when it is shared with %j: %s', (username, role, shares, rights) => {
    expect(letters(rightsOf(sandbox, shares, { username, role }))).toBe(rights);
  });
});
