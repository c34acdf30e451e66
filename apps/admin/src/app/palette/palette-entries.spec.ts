import { type PaletteEntry, search } from './palette-entries';
import { grouped } from './palette-groups';
import { placeOf } from './palette-place';

const entry = (name: string, parts: Partial<PaletteEntry> = {}): PaletteEntry => ({
  key: name,
  group: 'sandbox',
  name,
  about: '',
  run: () => undefined,
  ...parts,
});
const found = (entries: PaletteEntry[], typed: string, recent?: string[]) =>
  search(entries, typed, recent).map(({ name }) => name);

describe('search', () => {
  it('offers what one starts with while nothing is typed', () => {
    expect(found([entry('a'), entry('b', { isFurther: true })], ' ')).toEqual(['a']);
  });

  it('puts the whole name first, then its beginning, then a word of it, then any part', () => {
    const entries = ['reorders', 'fast-orders', 'orders-retry', 'orders'].map((name) => entry(name));
    expect(found(entries, 'orders')).toEqual(['orders', 'orders-retry', 'fast-orders', 'reorders']);
  });

  it('puts what was done recently before its equals, and after what is better', () => {
    const entries = ['orders', 'fast-orders', 'slow-orders'].map((name) => entry(name));
    expect(found(entries, 'orders', ['slow-orders'])).toEqual(['orders', 'slow-orders', 'fast-orders']);
  });

  it('wants every word, of the name, of what it says about it, or of its group', () => {
    const entries = [
      entry('orders', { about: 'ada' }),
      entry('orders', { about: 'grace', group: 'template' }),
    ];
    expect(search(entries, 'ord grace')).toEqual([entries[1]]);
    expect(search(entries, 'template')).toEqual([entries[1]]);
    expect(search(entries, 'nothing')).toEqual([]);
  });
});

describe('grouped', () => {
  it('keeps a group together where its first one is, and counts through all', () => {
    const entries = [entry('a'), entry('b', { group: 'page' }), entry('c')];
    const shown = grouped(entries, [entry('b', { group: 'page' })]).map(({ name, entries: list }) => [
      name,
      ...list.map((each) => `${each.index} ${each.entry.name}`),
    ]);
    expect(shown).toEqual([
      ['Recent', '0 b'],
      ['Sandboxes', '1 a', '2 c'],
    ]);
  });
});

describe('placeOf', () => {
  it.each([
    ['/sandboxes/s-1/routes?x=1', { sandboxId: 's-1' }],
    ['/deployments/d-1#L7', { deploymentId: 'd-1' }],
    ['/sandboxes', {}],
    ['/sandboxes/new', {}],
    ['/sandboxes/compare?left=s-1', {}],
    ['/templates/t-1', {}],
  ])('%s', (url, place) => {
    expect(placeOf(url)).toEqual(place);
  });
});
