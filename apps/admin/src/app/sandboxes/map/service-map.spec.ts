import { aRoute } from '../../route-sets/sample-routes';
import { aService } from '../sample-views';
import { serviceMapOf } from './service-map';

const sandbox = (...services: Parameters<typeof aService>[0][]) => ({
  id: 'sandbox-1',
  services: services.map(aService),
});
const elsewhere = { override: { kind: 'sandbox', sandboxId: 'sandbox-2' } as const, sandboxName: 'carts-2' };

describe('serviceMapOf', () => {
  it('begins at the gateway, or says that there is none', () => {
    expect(serviceMapOf(sandbox(), []).gateway).toMatchObject({ what: 'not added yet', link: null });
    expect(serviceMapOf(sandbox({ name: 'api-gateway' }), []).gateway).toMatchObject({
      what: 'main',
      state: 'Running',
    });
  });

  it('shows what runs here first, then what others run, then the baseline', () => {
    const { targets } = serviceMapOf(sandbox({ name: 'orders' }), [
      aRoute({ service: 'accounts', from: 'baseline' }),
      aRoute({ service: 'carts', from: 'sandbox', ...elsewhere }),
      aRoute({ service: 'orders' }),
    ]);
    expect(targets.map(({ service, what }) => [service, what])).toEqual([
      ['orders', 'main'],
      ['carts', 'sandbox carts-2'],
      ['accounts', 'baseline'],
    ]);
    expect(targets[1]?.link).toEqual(['/sandboxes', 'sandbox-2']);
  });

  it('says what leads nowhere, what is not reached, and what the gateway has not got yet', () => {
    const probe = { isReachable: false, status: null, timeMs: 3, problem: 'refused', at: '' };
    const { targets } = serviceMapOf(sandbox(), [
      aRoute({ service: 'a', from: 'baseline', target: null }),
      aRoute({ service: 'b', from: 'baseline', probe, isApplied: false }),
    ]);
    expect(targets).toMatchObject([
      { kind: 'none', what: 'nowhere', tone: 'bad' },
      { state: 'Not reachable', tone: 'bad', isDue: true },
    ]);
  });

  it('shows a service that no route leads to yet', () => {
    expect(serviceMapOf(sandbox({ name: 'orders' }), []).targets).toMatchObject([
      { service: 'orders', isDue: true },
    ]);
  });
});
