import { linePath } from './line-chart';

describe('linePath', () => {
  it('goes from the left to the right, the highest on top', () => {
    expect(linePath([0, 5, 10], 0)).toBe('M0.0 60.0 L150.0 31.0 L300.0 2.0');
  });

  it('leaves room up to what is given as the top', () => {
    expect(linePath([5, 5], 10)).toBe('M0.0 31.0 L300.0 31.0');
  });

  it('is nothing without a second value, and flat where all are nothing', () => {
    expect(linePath([1], 0)).toBe('');
    expect(linePath([0, 0], 0)).toBe('M0.0 60.0 L300.0 60.0');
  });
});
