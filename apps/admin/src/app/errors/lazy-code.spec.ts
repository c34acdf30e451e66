import { jest } from '@jest/globals';
import { TestBed } from '@angular/core/testing';
import { FullLoad } from './full-load';
import { LazyCode } from './lazy-code';
import { Toasts } from './toasts';

const failure = new TypeError('Failed to fetch dynamically imported module');

describe('code that is loaded when it is needed', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  const load = async (file: () => Promise<string>) => {
    const loaded = TestBed.inject(LazyCode).load(file);
    await jest.advanceTimersByTimeAsync(10_000);
    return loaded;
  };

  it('is there, and nothing is said', async () => {
    const done = jest.spyOn(TestBed.inject(Toasts), 'done');
    expect(await load(async () => 'code')).toBe('code');
    expect(done).not.toHaveBeenCalled();
  });

  it('is asked for again when that was cut off', async () => {
    const done = jest.spyOn(TestBed.inject(Toasts), 'done');
    const file = jest.fn(async () => 'code').mockRejectedValueOnce(failure);
    expect(await load(file)).toBe('code');
    expect([file.mock.calls.length, done.mock.calls.length]).toEqual([2, 0]);
  });

  it('that is not there any more is said to be so, and a reload is offered', async () => {
    const done = jest.spyOn(TestBed.inject(Toasts), 'done').mockImplementation(() => undefined);
    const again = jest.spyOn(TestBed.inject(FullLoad), 'again').mockImplementation(() => undefined);
    expect(await load(() => Promise.reject(failure))).toBeUndefined();
    const [message, next] = done.mock.calls[0]!;
    expect(message).toContain('Reload the page');
    next?.run();
    expect(again).toHaveBeenCalledTimes(1);
  });
});
