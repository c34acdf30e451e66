import { coveredBy, roleWithin } from './token-scopes.js';

describe('The scopes of a token', () => {
  it.each([
    [['read'], ['read']],
    [['deploy'], ['read', 'deploy']],
    [['write'], ['read', 'deploy', 'write']],
    [['ops'], ['read', 'ops']],
    [
      ['ops', 'deploy', 'deploy'],
      ['read', 'deploy', 'ops'],
    ],
  ] as const)('of %j cover %j', (scopes, covered) => {
    expect(coveredBy(scopes)).toEqual(covered);
  });

  it('make a developer of ops that lacks ops, and nothing more of anybody', () => {
    expect(roleWithin('ops', ['read', 'deploy', 'write'])).toBe('developer');
    expect(roleWithin('ops', ['read', 'ops'])).toBe('ops');
    expect(roleWithin('qa', ['read', 'ops'])).toBe('qa');
    expect(roleWithin('developer', ['read', 'ops'])).toBe('developer');
    expect(roleWithin('ops', null)).toBe('ops');
  });
});
