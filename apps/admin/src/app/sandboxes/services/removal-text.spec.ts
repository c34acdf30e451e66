import { aSandbox, aService } from '../sample-views';
import { goesWith, goesWithSandbox } from './removal-text';

const OTHERS = 'routes of other sandboxes that lead to it: their calls go to the baseline, too';

describe('What goes', () => {
  it('with a service is felt by those that depend on it, and by other sandboxes', () => {
    const orders = aService({ name: 'orders' });
    const goes = goesWith(orders, [orders, aService({ name: 'payments', dependsOn: ['orders'] })]);
    expect(goes).toContain('it is needed by payments');
    expect(goes).toContain(OTHERS);
  });

  it('with the gateway is the way in, to which no route leads', () => {
    const gateway = aService({ name: 'api-gateway' });
    expect(goesWith(gateway, [gateway])).not.toContain(OTHERS);
  });

  it('with a sandbox is felt by others only where it has a service', () => {
    const toOthers = (sandbox = aSandbox()) => goesWithSandbox(sandbox).join().includes('other sandboxes');
    expect(toOthers(aSandbox({ services: [aService({ name: 'orders' })] }))).toBe(true);
    expect(toOthers(aSandbox({ services: [aService({ name: 'api-gateway' })] }))).toBe(false);
    expect(toOthers(aSandbox({ services: [] }))).toBe(false);
  });
});
