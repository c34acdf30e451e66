import { isLoadFailure } from './page-load';

describe('a failure to load the code of a page', () => {
  it.each([
    'TypeError: Failed to fetch dynamically imported module: http://localhost/chunk-A.js',
    'TypeError: error loading dynamically imported module: http://localhost/chunk-A.js',
    'TypeError: Importing a module script failed.',
  ])('is known by its words: %s', (words) => {
    expect(isLoadFailure(words)).toBe(true);
  });

  it('is not any other error', () => {
    expect(isLoadFailure(new TypeError('x is undefined'))).toBe(false);
  });
});
