import { InWindow } from './in-window';

const items = Array.from({ length: 100 }, (_, at) => ({ id: `id-${at}` }));

describe('The rows in a window', () => {
  const slotsOf = (pipe: InWindow, list: typeof items, from: number, to: number) =>
    pipe.transform(list, { from, to }, 'id').map(({ slot }) => slot);

  it('say where in the list they are', () => {
    const [first] = new InWindow().transform(items, { from: 40, to: 42 }, 'id');
    expect(first).toMatchObject({ item: { id: 'id-40' }, index: 40 });
  });

  it('take over the elements of those that left it', () => {
    const pipe = new InWindow();
    const before = slotsOf(pipe, items, 0, 10);
    expect(slotsOf(pipe, items, 4, 14)).toEqual([...before.slice(4), ...before.slice(0, 4)]);
  });

  it('keep their elements when another row comes before them', () => {
    const pipe = new InWindow();
    const before = slotsOf(pipe, items, 0, 10);
    const after = slotsOf(pipe, [{ id: 'new' }, ...items], 0, 10);
    expect(after.slice(1)).toEqual(before.slice(0, 9));
  });
});
