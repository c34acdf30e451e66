import { fitting } from './fit-lines';

const two = { room: 100, lines: 2, gap: 10, counter: 20 };

describe('fitting', () => {
  it('counts all where all fit', () => {
    expect(fitting([45, 45, 45, 45], two)).toBe(4);
    expect(fitting([], two)).toBe(0);
  });

  it('keeps room for the counter where not all do', () => {
    expect(fitting([45, 45, 45, 45, 45], two)).toBe(3);
    expect(fitting([45, 45, 45, 25, 45], two)).toBe(3);
    expect(fitting([45, 45, 45, 20, 45], { ...two, counter: 15 })).toBe(4);
  });

  it('begins a line with what does not fit behind the others', () => {
    expect(fitting([60, 60, 60], two)).toBe(2);
  });

  it('leaves one, however wide it is', () => {
    expect(fitting([500, 45], { ...two, lines: 1 })).toBe(1);
    expect(fitting([500], two)).toBe(1);
  });
});
