import { jest } from '@jest/globals';
import { TestBed } from '@angular/core/testing';
import { FullLoad } from './full-load';
import { LazyCode } from './lazy-code';
import { Toasts } from './toasts';

describe('code that is loaded when it is needed', () => {
  it('is there, and nothing is said', async () => {
    const done = jest.spyOn(TestBed.inject(Toasts), 'done');
    expect(await TestBed.inject(LazyCode).load(Promise.resolve('code'))).toBe('code');
    expect(done).not.toHaveBeenCalled();
  });

  it('that is not there any more is said to be so, and a reload is offered', async () => {
    const done = jest.spyOn(TestBed.inject(Toasts), 'done').mockImplementation(() => undefined);
    const again = jest.spyOn(TestBed.inject(FullLoad), 'again').mockImplementation(() => undefined);
    const failure = new TypeError('Failed to fetch dynamically imported module');
    expect(await TestBed.inject(LazyCode).load(Promise.reject(failure))).toBeUndefined();
    const [message, next] = done.mock.calls[0]!;
    expect(message).toContain('Reload the page');
    next?.run();
    expect(again).toHaveBeenCalledTimes(1);
  });
});
