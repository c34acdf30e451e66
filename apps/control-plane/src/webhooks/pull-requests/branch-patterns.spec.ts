import { fitsAny } from './branch-patterns.js';

describe('a pattern of branches', () => {
  it.each([
    ['main', 'main'],
    ['*', 'main'],
    ['*', ''],
    ['release/*', 'release/7.1'],
    ['release/*', 'release/'],
    ['release/*', 'release/a/b'],
    ['*/hotfix', 'release/7/hotfix'],
    ['feature/*-qa', 'feature/x-y-qa'],
    ['a*b*c', 'aXbYc'],
    ['a**c', 'abc'],
    ['*größe*', 'fix/größe-der-liste'],
    ['a*a', 'aa'],
    ['v1.0', 'v1.0'],
    ['fix+[a]', 'fix+[a]'],
  ])('%j fits %j', (pattern, branch) => expect(fitsAny([pattern], branch)).toBe(true));

  it.each([
    ['main', 'Main'],
    ['main', 'main2'],
    ['main', 'xmain'],
    ['main', ''],
    ['', 'main'],
    ['release/*', 'releases/1'],
    ['release/*', 'my/release/1'],
    ['a*a', 'a'],
    ['ab*ba', 'aba'],
    ['a*b*c', 'acb'],
    ['*hotfix', 'hotfix/1'],
    ['v1.0', 'v1x0'],
    ['.*', 'main'],
    ['fix?', 'fix1'],
  ])('%j does not fit %j', (pattern, branch) => expect(fitsAny([pattern], branch)).toBe(false));

  it('is one of several, and none at all fits everything', () => {
    expect(fitsAny(['main', 'release/*'], 'release/1')).toBe(true);
    expect(fitsAny(['main', 'release/*'], 'develop')).toBe(false);
    expect(fitsAny([], 'anything')).toBe(true);
  });

  it('with many stars ends on a branch that nearly fits', () => {
    expect(fitsAny([`${'a*'.repeat(90)}b`], 'a'.repeat(100_000))).toBe(false);
  });
});
