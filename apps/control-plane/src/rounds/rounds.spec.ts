import { Logger } from '@nestjs/common';
import { Rounds } from './rounds.js';

describe('Rounds', () => {
  beforeAll(() => Logger.overrideLogger(false));

  it('go one at a time, and once more for everything that came meanwhile', async () => {
    let running = 0;
    let most = 0;
    let count = 0;
    const rounds = new Rounds('tests', async () => {
      most = Math.max(most, ++running);
      if (++count === 1) for (let wakes = 0; wakes < 5; wakes++) rounds.wake();
      await new Promise(setImmediate);
      running--;
    });
    rounds.wake();
    rounds.wake();
    await until(() => count === 2 && running === 0);
    await rounds.stop();
    expect([most, count]).toEqual([1, 2]);
  });

  it('go on after one that failed', async () => {
    let count = 0;
    const rounds = new Rounds('tests', async () => {
      if (++count === 1) throw new Error('the first fails');
    });
    rounds.wake();
    await until(() => count === 1);
    rounds.wake();
    await until(() => count === 2);
    await rounds.stop();
  });

  it('are over once they were stopped', async () => {
    let count = 0;
    let release = () => {};
    const rounds = new Rounds('tests', async () => {
      count++;
      await new Promise<void>((resolve) => (release = resolve));
    });
    rounds.wake();
    rounds.wake();
    await until(() => count === 1);
    const stopped = rounds.stop();
    release();
    await stopped;
    rounds.wake();
    await new Promise(setImmediate);
    expect(count).toBe(1);
  });
});

async function until(condition: () => boolean): Promise<void> {
  for (let turns = 0; turns < 1_000; turns++) {
    if (condition()) return;
    await new Promise(setImmediate);
  }
  throw new Error('It never came true');
}
