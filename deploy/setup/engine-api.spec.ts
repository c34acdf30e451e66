import { splitTag } from './engine-api.mjs';

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
