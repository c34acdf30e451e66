import { aRouteUse, aSandbox, aService } from '../sample-views';
import { fateOfSandbox, fateOfService } from './removal-text';

const OWN = { id: 'sandbox-1', name: 'orders-retry', owner: 'ada' };
const PAY = { id: 'sandbox-3', name: 'pay', owner: 'eve' };

describe('What goes', () => {
  const orders = aService({ name: 'orders' });
  const ofService = (
    service = orders,
    uses = [aRouteUse({ sandbox: OWN }), aRouteUse(), aRouteUse({ service: 'payments' })],
    all = [service],
  ) => fateOfService({ sandboxId: 'sandbox-1', service, all, uses });

  it('with a service is felt by those that depend on it', () => {
    const all = [orders, aService({ name: 'payments', dependsOn: ['orders'] })];
    expect(ofService(orders, [], all).goes).toContain('it is needed by payments');
  });

  it('with a service are the routes that lead to it, by name, with where they lead then', () => {
    const { goes, stays } = ofService();
    expect(goes).toEqual([
      'its settings',
      'the route to it here: calls go to the baseline, http://ocp/orders',
      'the route of orders in checkout (bob): calls go to the baseline, http://ocp/orders',
    ]);
    expect(stays?.[0]).toContain('leads here again when orders is added and deployed again');
  });

  it('with a service that nobody leads to is told without a word about others', () => {
    expect(ofService(orders, [])).toEqual({ goes: ['its settings'] });
  });

  it('says where a route leads nowhere, since there is no baseline', () => {
    const { goes } = ofService(orders, [aRouteUse({ sandbox: OWN, fallback: null })]);
    expect(goes).toContain(
      'the route to it here: calls of orders lead nowhere then, since there is no baseline of it',
    );
  });

  it('with the gateway is the way in', () => {
    const gateway = aService({ name: 'api-gateway' });
    expect(ofService(gateway).goes).toEqual([
      'its settings',
      'the way in: nobody can call the sandbox without its gateway',
    ]);
  });

  it('with a sandbox are the routes of others to all its services, those of one fate together', () => {
    const { goes, stays } = fateOfSandbox(aSandbox(), [
      aRouteUse({ sandbox: OWN }),
      aRouteUse(),
      aRouteUse({ sandbox: PAY }),
      aRouteUse({ sandbox: PAY, service: 'payments', isApplied: false, fallback: null }),
    ]);
    expect(goes.filter((each) => each.startsWith('the route of'))).toEqual([
      'the route of orders in checkout (bob) and pay (eve): calls go to the baseline, http://ocp/orders',
      'the route of payments in pay (eve), decided but not pushed yet: calls of payments lead nowhere then, since there is no baseline of it',
    ]);
    expect(stays?.[0]).toContain('until somebody changes it');
  });

  it('names every sandbox that loses something, however many', () => {
    const uses = Array.from({ length: 30 }, (_, index) =>
      aRouteUse({ sandbox: { id: `other-${index}`, name: `other-${index}`, owner: 'bob' } }),
    );
    expect(fateOfSandbox(aSandbox(), uses).goes.join()).toContain('other-28 (bob) and other-29 (bob)');
  });
});
