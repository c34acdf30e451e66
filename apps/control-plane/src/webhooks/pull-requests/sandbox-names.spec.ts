import { SANDBOX_NAME } from '@sdp/protocol';
import { isNamePattern, sandboxNameFor } from './sandbox-names.js';

describe('the name of a sandbox for a pull request', () => {
  it.each([
    ['pr-{repository}-{number}', 'orders', 12, 'pr-orders-12'],
    ['of-{number}-{repository}', 'orders', 12, 'of-12-orders'],
    ['PR {repository} #{number}', 'Orders.API', 3, 'pr-orders-api-3'],
    ['pr-{number}', 'orders', 2_147_483_647, 'pr-2147483647'],
  ])('%j for %s #%i is %s', (pattern, repository, number, name) =>
    expect(sandboxNameFor(pattern, repository, number)).toBe(name),
  );

  it('keeps the number, and gives up the end of a long repository', () => {
    const name = sandboxNameFor('pr-{repository}-{number}', 'r'.repeat(80), 123_456)!;
    expect(name).toHaveLength(40);
    expect(name).toMatch(/^pr-r+-123456$/);
  });

  it('is one that a sandbox may have, or none', () => {
    for (const pattern of [
      '../{number}',
      '{number}; rm -rf /',
      'größe-{number}',
      '$(id){number}',
      '{number}\n',
    ])
      for (const repository of ['orders', '..', '-', 'ü', 'a b', 'x'.repeat(200)]) {
        const name = sandboxNameFor(pattern, repository, 1);
        expect([pattern, repository, name === null || SANDBOX_NAME.test(name)]).toEqual([
          pattern,
          repository,
          true,
        ]);
      }
    expect(sandboxNameFor(`${'x'.repeat(50)}{number}`, 'orders', 1)).toBeNull();
  });

  it('has the number in its pattern', () => {
    expect(isNamePattern('pr-{number}')).toBe(true);
    for (const pattern of [
      'pr-{repository}',
      '',
      '{Number}',
      '{number',
      '{number}-first',
      `${'x'.repeat(45)}{number}`,
    ])
      expect([pattern, isNamePattern(pattern)]).toEqual([pattern, false]);
  });
});
