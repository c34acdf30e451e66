import { Slots } from './slots.js';

const never = new AbortController().signal;

describe('slots', () => {
  it('pass on in the order of coming', async () => {
    const slots = new Slots(1);
    const order: number[] = [];
    await Promise.all([1, 2, 3].map((n) => slots.use(never, async () => void order.push(n))));
    expect(order).toEqual([1, 2, 3]);
  });

  it('are free again after a failure, and after a wait that was aborted', async () => {
    const slots = new Slots(1);
    const controller = new AbortController();
    const failing = slots.use(never, () => Promise.reject(new Error('failed')));
    const waiting = slots.use(controller.signal, async () => 'never');
    controller.abort(new Error('aborted'));
    await expect(waiting).rejects.toThrow('aborted');
    await expect(failing).rejects.toThrow('failed');
    await expect(slots.use(never, async () => 'free')).resolves.toBe('free');
  });
});
