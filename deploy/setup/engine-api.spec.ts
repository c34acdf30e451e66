import { firstAddressOf, splitTag } from './engine-api.mjs';

describe('image names', () => {
  it.each([
    ['alpine:3.20', ['alpine', '3.20']],
    ['alpine', ['alpine', 'latest']],
    ['registry.example:5000/team/php', ['registry.example:5000/team/php', 'latest']],
    ['registry.example:5000/team/php:8.3', ['registry.example:5000/team/php', '8.3']],
  ])('%s', (name, parts) => {
    expect(splitTag(name)).toEqual(parts);
  });
});

it('finds the address of the host on a bridge', () => {
  expect(firstAddressOf('172.17.0.0/16')).toBe('172.17.0.1');
});
