import { resolveVariables, valuesOf, viewsOf } from './resolution.js';

describe('Variables', () => {
  const resolved = resolveVariables([
    {
      layer: 'environment',
      values: { COLOR: 'white', TOKEN: 's3cret', HIDDEN: 'classified', orders_url: 'http://ocp/orders' },
      secretNames: new Set(['TOKEN', 'HIDDEN']),
    },
    { layer: 'sandbox', values: { COLOR: 'red', SIZE: 'small' } },
    { layer: 'instance', values: { COLOR: 'blue', HIDDEN: 'mine' } },
    { layer: 'routes', values: { orders_url: 'http://host:21000' } },
    { layer: 'platform', values: { SDP_SERVICE: 'orders' } },
  ]);

  it('take the value of the highest layer, and say which it was and what it hides', () => {
    expect(viewsOf(resolved)).toEqual([
      {
        name: 'COLOR',
        value: 'blue',
        isSecret: false,
        layer: 'instance',
        hides: [
          { layer: 'sandbox', value: 'red', isSecret: false },
          { layer: 'environment', value: 'white', isSecret: false },
        ],
      },
      {
        name: 'HIDDEN',
        value: 'mine',
        isSecret: false,
        layer: 'instance',
        hides: [{ layer: 'environment', value: null, isSecret: true }],
      },
      { name: 'SDP_SERVICE', value: 'orders', isSecret: false, layer: 'platform', hides: [] },
      { name: 'SIZE', value: 'small', isSecret: false, layer: 'sandbox', hides: [] },
      { name: 'TOKEN', value: null, isSecret: true, layer: 'environment', hides: [] },
      {
        name: 'orders_url',
        value: 'http://host:21000',
        isSecret: false,
        layer: 'routes',
        hides: [{ layer: 'environment', value: 'http://ocp/orders', isSecret: false }],
      },
    ]);
  });

  it('show no secret to people, and give it to the container', () => {
    expect(JSON.stringify(viewsOf(resolved))).not.toMatch(/s3cret|classified/);
    expect(valuesOf(resolved)).toMatchObject({ TOKEN: 's3cret', HIDDEN: 'mine', COLOR: 'blue' });
  });

  it('leave out what is withdrawn, whichever layer has it', () => {
    const layers = [
      { layer: 'environment', values: { a_url: 'http://a', b_url: 'http://b' } },
      { layer: 'instance', values: { a_url: 'http://c' } },
    ] as const;
    expect(valuesOf(resolveVariables(layers, ['a_url']))).toEqual({ b_url: 'http://b' });
  });

  it('treat names that mean something to objects as names', () => {
    const values = JSON.parse('{"__proto__": "x", "constructor": "y"}') as Record<string, string>;
    const variables = resolveVariables([{ layer: 'sandbox', values }]);
    expect(Object.entries(valuesOf(variables))).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
  });
});
