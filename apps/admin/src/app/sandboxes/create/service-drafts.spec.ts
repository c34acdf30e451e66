import { gatewayFor, serviceNameOf, withEmptyRow, withService } from './service-drafts';

const repository = (name: string) => ({ name, defaultBranch: 'main' }) as never;

describe('the services of a new sandbox', () => {
  it('have one empty row, at the end', () => {
    const first = withEmptyRow([]);
    expect(first).toEqual([{ key: 1, repository: '', branch: '' }]);
    const chosen = { key: 1, repository: 'orders', branch: 'main' };
    expect(withEmptyRow([chosen])).toEqual([chosen, { key: 2, repository: '', branch: '' }]);
    expect(
      withEmptyRow([
        { ...first[0]!, key: 1 },
        { ...chosen, key: 2 },
      ]).map(({ key }) => key),
    ).toEqual([2, 3]);
  });

  it('take a branch among them, once for its repository', () => {
    const typed = withEmptyRow([{ key: 1, repository: 'payments', branch: 'main' }]);
    const taken = withService(typed, 'orders', 'feature/x');
    expect(taken.map(({ repository, branch }) => `${repository} ${branch}`)).toEqual([
      'payments main',
      'orders feature/x',
      ' ',
    ]);
    expect(withService(taken, 'orders', 'main').map(({ branch }) => branch)).toEqual(['main', 'main', '']);
    expect(new Set(taken.map(({ key }) => key)).size).toBe(3);
  });

  it('get the gateway along, unless it is chosen or unknown', () => {
    const orders = { key: 1, repository: 'orders', branch: 'main' };
    const gateway = { key: 2, repository: 'api-gateway', branch: 'main' };
    const known = [repository('orders'), repository('api-gateway')];
    expect(gatewayFor([orders], known)?.name).toBe('api-gateway');
    expect(gatewayFor([orders, gateway], known)).toBeUndefined();
    expect(gatewayFor([orders], [repository('orders')])).toBeUndefined();
  });

  it('are called as their repositories, as far as a name can be', () => {
    expect(serviceNameOf('orders')).toBe('orders');
    expect(serviceNameOf('Order.Service')).toBe('order-service');
    expect(serviceNameOf('2_carts_')).toBe('carts');
  });
});
