import { type PaletteEntry, search } from './palette-entries';

const entry = (name: string, parts: Partial<PaletteEntry> = {}): PaletteEntry => ({
  kind: 'Sandbox',
  name,
  about: '',
  run: () => undefined,
  ...parts,
});
const found = (entries: PaletteEntry[], typed: string) => search(entries, typed).map(({ name }) => name);

describe('search', () => {
  it('offers what one starts with while nothing is typed', () => {
    expect(found([entry('a'), entry('b', { isFurther: true })], ' ')).toEqual(['a']);
  });

  it('puts the whole name first, then its beginning, then a word of it, then any part', () => {
    const entries = ['reorders', 'fast-orders', 'orders-retry', 'orders'].map((name) => entry(name));
    expect(found(entries, 'orders')).toEqual(['orders', 'orders-retry', 'fast-orders', 'reorders']);
  });

  it('wants every word, of the name, of what it says about it, or of its kind', () => {
    const entries = [
      entry('orders', { about: 'ada' }),
      entry('orders', { about: 'grace', kind: 'Template' }),
    ];
    expect(search(entries, 'ord grace')).toEqual([entries[1]]);
    expect(search(entries, 'template')).toEqual([entries[1]]);
    expect(search(entries, 'nothing')).toEqual([]);
  });
});
