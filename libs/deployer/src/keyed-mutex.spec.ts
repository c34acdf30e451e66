import { deferred } from './deferred.js';
import { KeyedMutex } from './keyed-mutex.js';

describe('KeyedMutex', () => {
  it('lets one at a time work per key, in the order of arrival, and others at once', async () => {
    const mutex = new KeyedMutex();
    const gate = deferred();
    const order: string[] = [];
    const first = mutex.run('a', () => gate.promise.then(() => order.push('first')));
    const second = mutex.run('a', async () => order.push('second'));
    await mutex.run('b', async () => order.push('other key'));
    gate.resolve();
    await Promise.all([first, second]);
    expect(order).toEqual(['other key', 'first', 'second']);
  });

  it('goes on after a failure', async () => {
    const mutex = new KeyedMutex();
    await expect(mutex.run('a', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    await expect(mutex.run('a', async () => 'fine')).resolves.toBe('fine');
  });

  it('lets an aborted waiter go, and keeps the order for the others', async () => {
    const mutex = new KeyedMutex();
    const gate = deferred();
    const abort = new AbortController();
    const order: string[] = [];
    const first = mutex.run('a', () => gate.promise.then(() => order.push('first')));
    const waiter = mutex.run('a', async () => order.push('aborted'), abort.signal);
    const last = mutex.run('a', async () => order.push('last'));
    abort.abort(new Error('enough'));
    await expect(waiter).rejects.toThrow('enough');
    expect(order).toEqual([]);
    gate.resolve();
    await Promise.all([first, last]);
    expect(order).toEqual(['first', 'last']);
  });
});
