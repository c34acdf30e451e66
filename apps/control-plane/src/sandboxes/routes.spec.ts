import { resolveRoutes, routeVariable } from './routes.js';

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
