import { effectiveSet, type InstanceTarget, type RouteSources } from './effective-set.js';
import { routesAmong, routeVariable, serviceOf } from './route-names.js';
import { changesBetween, driftInWords, hashOf } from './route-targets.js';

const OWN: InstanceTarget = {
  url: 'http://host:21000',
  sandboxName: 'checkout',
  problem: null,
  isStopped: false,
};
const OTHER: InstanceTarget = {
  url: 'http://host:21009',
  sandboxName: 'pay',
  problem: null,
  isStopped: false,
};

function sources(values: Partial<RouteSources> = {}): RouteSources {
  return {
    baseline: { orders_url: 'http://ocp/orders' },
    own: new Map(),
    overrides: [],
    instanceOf: (sandboxId, service) => (sandboxId === 'pay' && service === 'orders' ? OTHER : undefined),
    refusalOf: (url) => (url.includes('evil') ? 'It is evil.' : null),
    ...values,
  };
}

describe('Names of routes', () => {
  it('follow from the service, and back', () => {
    expect(routeVariable('order-line-items')).toBe('order_line_items_url');
    expect(serviceOf('order_line_items_url')).toBe('order-line-items');
  });

  it.each(['ORDERS_URL', 'Orders_url', '_url', 'x_url', 'url', 'orders_uri', '_orders_url'])(
    'are not what %s looks like',
    (variable) => expect(serviceOf(variable)).toBeNull(),
  );

  it('leave out what is no address, or holds credentials', () => {
    expect(
      routesAmong({
        orders_url: 'http://ocp/orders',
        queue_url: 'amqp://queue',
        billing_url: 'https://user:secret@ocp',
        COLOR: 'http://red',
      }),
    ).toEqual({ orders_url: 'http://ocp/orders' });
  });
});

describe('The effective set', () => {
  const routeOf = (values: Partial<RouteSources>) => {
    const { routes, warnings } = effectiveSet(sources(values));
    return { ...routes.find(({ service }) => service === 'orders'), codes: warnings.map(({ code }) => code) };
  };
  const overriddenBy = (override: RouteSources['overrides'][number]['override'], sandboxName = 'pay') => [
    { service: 'orders', override, sandboxName },
  ];
  const own = new Map([['orders', OWN]]);

  it('leads to the baseline, or to the own instance where there is one', () => {
    expect(routeOf({})).toMatchObject({ target: 'http://ocp/orders', from: 'baseline', codes: [] });
    expect(routeOf({ own })).toMatchObject({ target: OWN.url, from: 'instance', override: null });
  });

  it('knows services that only an instance or only the baseline has, in order', () => {
    const { routes } = effectiveSet(
      sources({
        own: new Map([['brand-new', OWN]]),
        baseline: { zoo_url: 'http://z', alpha_url: 'http://a' },
      }),
    );
    expect(routes.map(({ service, variable, from }) => [service, variable, from])).toEqual([
      ['alpha', 'alpha_url', 'baseline'],
      ['brand-new', 'brand_new_url', 'instance'],
      ['zoo', 'zoo_url', 'baseline'],
    ]);
  });

  it('follows overrides', () => {
    expect(routeOf({ own, overrides: overriddenBy({ kind: 'baseline' }) })).toMatchObject({
      target: 'http://ocp/orders',
      from: 'baseline',
      override: { kind: 'baseline' },
    });
    expect(routeOf({ own, overrides: overriddenBy({ kind: 'sandbox', sandboxId: 'pay' }) })).toMatchObject({
      target: OTHER.url,
      from: 'sandbox',
      sandboxName: 'pay',
      codes: [],
    });
    expect(routeOf({ overrides: overriddenBy({ kind: 'url', url: 'http://mock' }) })).toMatchObject({
      target: 'http://mock',
      from: 'url',
      codes: [],
    });
  });

  it('falls back to the baseline where an override leads nowhere, and says so', () => {
    for (const [override, code] of [
      [{ kind: 'instance' }, 'dangling'],
      [{ kind: 'sandbox', sandboxId: 'gone' }, 'dangling'],
      [{ kind: 'url', url: 'http://evil' }, 'url-not-allowed'],
    ] as const)
      expect(routeOf({ overrides: overriddenBy(override) })).toMatchObject({
        target: 'http://ocp/orders',
        from: 'baseline',
        override,
        codes: [code],
      });
    const { warnings } = effectiveSet(
      sources({ overrides: overriddenBy({ kind: 'sandbox', sandboxId: 'gone' }) }),
    );
    expect(warnings[0]?.message).toBe(
      'Sandbox pay has no instance of orders any more. The baseline is used instead.',
    );
  });

  it('has no target where there is neither', () => {
    const overrides = overriddenBy({ kind: 'sandbox', sandboxId: 'gone' });
    expect(routeOf({ baseline: {}, overrides })).toMatchObject({
      target: null,
      codes: ['dangling', 'no-target'],
    });
    expect(effectiveSet(sources({ baseline: {}, overrides })).targets).toEqual({});
  });

  it('warns of targets where nobody answers', () => {
    const down = new Map([['orders', { ...OWN, problem: 'has exited' }]]);
    const { warnings, stopped } = effectiveSet(sources({ own: down }));
    expect(warnings).toEqual([{ code: 'target-down', service: 'orders', message: 'orders has exited.' }]);
    expect([...stopped]).toEqual([]);
  });

  it('says nothing of an own instance that was stopped on purpose, but of that of another sandbox', () => {
    const stop = (target: InstanceTarget) => ({ ...target, problem: 'is stopped', isStopped: true });
    const own = effectiveSet(sources({ own: new Map([['orders', stop(OWN)]]) }));
    expect([own.warnings, [...own.stopped]]).toEqual([[], ['orders']]);

    const overrides = overriddenBy({ kind: 'sandbox', sandboxId: 'pay' });
    const other = effectiveSet(sources({ overrides, instanceOf: () => stop(OTHER) }));
    expect(other.warnings.map(({ message }) => message)).toEqual(['orders of sandbox pay is stopped.']);
    expect([...other.stopped]).toEqual([]);
  });
});

describe('Sets of targets', () => {
  it('have one hash whatever their order', () => {
    const hash = hashOf({ a_url: 'http://a', b_url: 'http://b' });
    expect(hashOf({ b_url: 'http://b', a_url: 'http://a' })).toBe(hash);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    const others: Record<string, string>[] = [
      {},
      { a_url: 'http://a' },
      { a_url: 'http://b', b_url: 'http://a' },
    ];
    for (const other of others) expect(hashOf(other)).not.toBe(hash);
  });

  it('are compared by variable', () => {
    expect(
      changesBetween({ aa_url: '1', bb_url: '2', cc_url: '3' }, { bb_url: '2', cc_url: '4', dd_url: '5' }),
    ).toEqual([
      { variable: 'aa_url', service: 'aa', from: '1', to: null },
      { variable: 'cc_url', service: 'cc', from: '3', to: '4' },
      { variable: 'dd_url', service: 'dd', from: null, to: '5' },
    ]);
  });

  it('say in words how a gateway has drifted', () => {
    expect(driftInWords({ aa_url: '1', bb_url: '2' }, { bb_url: '3', cc_url: '4' })).toBe(
      'Somebody changed the gateway by hand: aa_url is not set (given 1); bb_url is 3 (given 2); ' +
        'cc_url is 4 (not given). Push again, or adopt it.',
    );
  });
});
