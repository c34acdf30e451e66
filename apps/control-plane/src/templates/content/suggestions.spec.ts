import { didYouMean } from './suggestions.js';

describe('A name that nobody has', () => {
  it.each([
    ['brnch', 'branch'],
    ['odrers', 'orders'],
    ['Orders', 'orders'],
    ['ordersx', 'orders'],
  ])('%s was probably meant to be %s', (name, meant) => {
    expect(didYouMean(name, ['catalog', 'branch', 'orders'])).toBe(`; did you mean "${meant}"?`);
  });

  it('is left alone when nothing is near', () => {
    expect(didYouMean('payments', ['catalog', 'orders'])).toBe('');
    expect(didYouMean('ab', ['xy'])).toBe('');
    expect(didYouMean('x', [])).toBe('');
  });
});
