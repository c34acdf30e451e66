import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { tryLock, withHostLock } from './host-lock.js';

describe('a lock of the host', () => {
  const name = `test-${randomUUID()}`;

  it('lets one in at a time, and goes on after one that failed', async () => {
    let inside = 0;
    let most = 0;
    const work = async () => {
      most = Math.max(most, ++inside);
      await setImmediate();
      inside--;
    };
    const failing = withHostLock(name, () => work().then(() => Promise.reject(new Error('failed'))));
    await expect(Promise.all([withHostLock(name, work), withHostLock(name, work), failing])).rejects.toThrow(
      'failed',
    );
    await withHostLock(name, work);
    expect(most).toBe(1);
  });

  it('is not waited for any longer once the signal aborts', async () => {
    const held = await tryLock(name);
    const waiting = withHostLock(name, async () => 'in', AbortSignal.timeout(50));
    await expect(waiting).rejects.toMatchObject({ name: 'TimeoutError' });
    held?.release();
    expect(await withHostLock(name, async () => 'in')).toBe('in');
  });
});
