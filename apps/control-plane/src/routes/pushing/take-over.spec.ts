import { type InstanceTarget } from '../effective/effective-set.js';
import { takenOver } from '../following/automatic-pushes.js';
import { type SetRoute } from './route-set.entity.js';
import { decisionFor } from './take-over.js';

const OWN: InstanceTarget = {
  url: 'http://host:21000',
  sandboxName: 'checkout',
  problem: null,
  isStopped: false,
};
const BASELINE = 'http://ocp/orders';

describe('A target that is taken over', () => {
  const elsewhere = (service: string, url: string) =>
    service === 'orders' && url === 'http://host:21009'
      ? { sandboxId: 'id-of-pay', sandboxName: 'pay' }
      : undefined;
  const decide = (target: string, own = true) =>
    decisionFor(
      'orders',
      target,
      { own: new Map(own ? [['orders', OWN]] : []), baseline: { orders_url: BASELINE } },
      elsewhere,
    ).override;

  it('needs no override where it follows by itself', () => {
    expect(decide(OWN.url)).toBeNull();
    expect(decide(BASELINE, false)).toBeNull();
  });

  it('is named by what it belongs to, and else by its address', () => {
    expect(decide(BASELINE)).toEqual({ kind: 'baseline' });
    expect(decide('http://host:21009')).toEqual({ kind: 'sandbox', sandboxId: 'id-of-pay' });
    expect(decide('http://mock')).toEqual({ kind: 'url', url: 'http://mock' });
  });
});

describe('A single route that is brought', () => {
  const route = (service: string, target: string): SetRoute => ({
    service,
    variable: `${service}_url`,
    target,
    from: 'baseline',
  });
  const pushed = [route('orders', '1'), route('catalog', '2')];

  it('leaves all others as they are', () => {
    expect(takenOver(pushed, [route('orders', '9'), route('catalog', '8')], 'orders')).toEqual([
      route('catalog', '2'),
      route('orders', '9'),
    ]);
  });

  it('comes, or goes', () => {
    expect(takenOver(pushed, [route('users', '3')], 'users')).toEqual([...pushed, route('users', '3')]);
    expect(takenOver(pushed, [], 'orders')).toEqual([route('catalog', '2')]);
  });
});
