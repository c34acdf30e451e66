import { type EffectiveRoute, outdatedRoutes, resolveRoutes, routeVariable, withApplied } from './routes.js';

describe('Routes', () => {
  it('name the variable after the service', () => {
    expect(routeVariable('order-line-items')).toBe('order_line_items_url');
  });

  it('lead to the own instance where there is one, else to the baseline', () => {
    const baseline = { orders_url: 'http://ocp/orders', catalog_url: 'http://ocp/catalog', COLOR: 'red' };
    expect(resolveRoutes([{ name: 'orders', url: 'http://host:21000' }], baseline)).toEqual([
      { variable: 'catalog_url', target: 'http://ocp/catalog', from: 'baseline' },
      { variable: 'orders_url', target: 'http://host:21000', from: 'instance' },
    ]);
  });

  it('exist for an instance that the baseline does not know', () => {
    expect(resolveRoutes([{ name: 'brand-new', url: 'http://host:21001' }], {})).toEqual([
      { variable: 'brand_new_url', target: 'http://host:21001', from: 'instance' },
    ]);
  });
});

describe('Routes of a gateway that runs', () => {
  const orders: EffectiveRoute = { variable: 'orders_url', target: 'http://host:21000', from: 'instance' };
  const catalog: EffectiveRoute = { variable: 'catalog_url', target: 'http://ocp', from: 'baseline' };

  it('are applied where it was given the same target', () => {
    const given = { orders_url: 'http://ocp/orders', catalog_url: 'http://ocp' };
    expect(withApplied([catalog, orders], given)).toEqual([
      { ...catalog, applied: 'yes' },
      { ...orders, applied: 'no' },
    ]);
    expect(outdatedRoutes([catalog, orders], given)).toEqual([
      { variable: 'orders_url', given: 'http://ocp/orders', target: 'http://host:21000' },
    ]);
  });

  it('are outdated too when it lacks one, or still has one that is gone', () => {
    expect(outdatedRoutes([orders], { payments_url: 'http://host:21003' })).toEqual([
      { variable: 'orders_url', given: null, target: 'http://host:21000' },
      { variable: 'payments_url', given: 'http://host:21003', target: null },
    ]);
  });

  it('are not known while none runs', () => {
    expect(withApplied([orders], null)).toEqual([{ ...orders, applied: 'unknown' }]);
    expect(outdatedRoutes([orders], null)).toEqual([]);
  });
});
