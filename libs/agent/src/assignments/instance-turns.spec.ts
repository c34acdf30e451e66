import { InstanceTurns } from './instance-turns.js';

const ORDERS = { sandboxId: 's', service: 'orders' };

describe('turns on an instance', () => {
  it('come one after the other, whatever became of the one before', async () => {
    const turns = new InstanceTurns();
    const order: string[] = [];
    const first = turns.take(ORDERS, async () => {
      await new Promise(setImmediate);
      order.push('first');
      throw new Error('failed');
    });
    const second = turns.take(ORDERS, async () => void order.push('second'));
    const other = turns.take({ ...ORDERS, service: 'billing' }, async () => void order.push('other'));
    await expect(first).rejects.toThrow('failed');
    await Promise.all([second, other]);
    expect(order).toEqual(['other', 'first', 'second']);
  });

  it('are given up at once when their wait is aborted, and those behind still wait for those before', async () => {
    const turns = new InstanceTurns();
    let letGo = () => undefined as void;
    const order: string[] = [];
    const first = turns.take(ORDERS, () => new Promise<void>((resolve) => (letGo = resolve)));
    const controller = new AbortController();
    const aborted = turns.take(ORDERS, async () => void order.push('aborted'), controller.signal);
    const last = turns.take(ORDERS, async () => void order.push('last'));
    controller.abort(new Error('enough'));
    await expect(aborted).rejects.toThrow('enough');
    order.push('first ends');
    letGo();
    await Promise.all([first, last]);
    expect(order).toEqual(['first ends', 'last']);
  });
});
