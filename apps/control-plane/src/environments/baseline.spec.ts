import { baselineService } from './baseline.js';

describe('A baseline URL', () => {
  it.each([
    ['orders_url', 'orders'],
    ['order_items_url', 'order-items'],
    ['api_gateway_url', 'api-gateway'],
    ['ORDERS_URL', null],
    ['DATABASE_URL', null],
    ['_url', null],
    ['a_url', null],
    ['orders__url', null],
    ['orders_url_', null],
    ['1_url', null],
  ])('%s belongs to %s', (variable, service) => {
    expect(baselineService(variable)).toBe(service);
  });
});
