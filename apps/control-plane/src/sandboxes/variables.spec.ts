import { resolveVariables, valuesOf } from './variables.js';

describe('Variables', () => {
  it('take the value of the highest layer, and say which it was', () => {
    const resolved = resolveVariables([
      { name: 'sandbox', values: { COLOR: 'red', SIZE: 'small', orders_url: 'http://ocp' } },
      { name: 'instance', values: { COLOR: 'blue' } },
      { name: 'routes', values: { orders_url: 'http://host:21000' } },
      { name: 'platform', values: { SDP_SERVICE: 'orders' } },
    ]);
    expect(Object.fromEntries(resolved)).toEqual({
      COLOR: { value: 'blue', layer: 'instance' },
      SIZE: { value: 'small', layer: 'sandbox' },
      orders_url: { value: 'http://host:21000', layer: 'routes' },
      SDP_SERVICE: { value: 'orders', layer: 'platform' },
    });
    expect(valuesOf(resolved)).toMatchObject({ COLOR: 'blue', SDP_SERVICE: 'orders' });
  });
});
