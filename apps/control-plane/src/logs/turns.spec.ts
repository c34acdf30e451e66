import { Turns } from './turns.js';

describe('Turns', () => {
  it('lets so many work at once, the others in order, also after a failure', async () => {
    const turns = new Turns(2);
    const started: number[] = [];
    const ends: (() => void)[] = [];
    const work = (number: number) =>
      turns.run(async () => {
        started.push(number);
        await new Promise<void>((resolve) => ends.push(resolve));
        if (number === 1) throw new Error('one failed');
      });
    const all = [1, 2, 3, 4].map((number) => work(number).catch((error: Error) => error.message));
    await Promise.resolve();
    expect(started).toEqual([1, 2]);
    while (ends.length > 0) {
      ends.shift()!();
      await new Promise(setImmediate);
    }
    expect(await Promise.all(all)).toEqual(['one failed', undefined, undefined, undefined]);
    expect(started).toEqual([1, 2, 3, 4]);
  });
});
