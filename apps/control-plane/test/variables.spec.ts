import { type EnvironmentView, type ResolvedVariableView } from '@sdp/protocol';
import { ControlPlane } from './control-plane.js';
import { aGoodRun, type FakeAgent } from './fake-agent.js';
import { type FakeBrowser } from './fake-browser.js';

const SECRET = 'canary-5up3r-s3cr3t-9f2c';
const HIDDEN = 'canary-hidden-by-the-instance';

describe('The variables of an instance', () => {
  let plane: ControlPlane;
  let agent: FakeAgent;
  let ada: FakeBrowser;
  let environment: EnvironmentView;
  let sandbox: string;

  beforeEach(async () => {
    plane = await ControlPlane.start();
    agent = await plane.agent();
    ada = await plane.browser();
    environment = await ada.call('POST', '/api/environments', {
      name: 'integration',
      variables: [
        { name: 'COLOR', value: 'white' },
        { name: 'DB_PASSWORD', value: SECRET, isSecret: true },
        { name: 'TOKEN', value: HIDDEN, isSecret: true },
        { name: 'catalog_url', value: 'https://ocp.test/catalog' },
        { name: 'orders_url', value: 'https://ocp.test/orders' },
      ],
    });
    const { id } = await ada.call<{ id: string }>('POST', '/api/sandboxes', {
      name: 'checkout',
      environmentId: environment.id,
      variables: { COLOR: 'red', SDP_SERVICE: 'mine' },
    });
    sandbox = `/api/sandboxes/${id}`;
    await ada.call('POST', `${sandbox}/services`, {
      repository: 'orders',
      branch: 'main',
      variables: { COLOR: 'blue', TOKEN: 'own', PORT: '1' },
      limits: { memoryMb: 128, cpus: 0.5 },
    });
  });
  afterEach(() => plane.destroy());

  const variables = (browser = ada) =>
    browser.send<ResolvedVariableView[]>('GET', `${sandbox}/services/orders/variables`);
  const deploy = async () => {
    const { id } = await ada.call<{ id: string }>('POST', `${sandbox}/services/orders/deployments`, {});
    return agent.runFrame(id);
  };

  it('say which layer set each, and what it hides, to everybody, and no secret to anybody', async () => {
    const bob = await plane.browser('bob');
    const { body, text } = await variables(bob);
    expect(body).toEqual([
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
      { name: 'DB_PASSWORD', value: null, isSecret: true, layer: 'environment', hides: [] },
      {
        name: 'PORT',
        value: '8080',
        isSecret: false,
        layer: 'platform',
        hides: [{ layer: 'instance', value: '1', isSecret: false }],
      },
      { name: 'SDP_SANDBOX', value: 'checkout', isSecret: false, layer: 'platform', hides: [] },
      {
        name: 'SDP_SERVICE',
        value: 'orders',
        isSecret: false,
        layer: 'platform',
        hides: [{ layer: 'sandbox', value: 'mine', isSecret: false }],
      },
      {
        name: 'TOKEN',
        value: 'own',
        isSecret: false,
        layer: 'instance',
        hides: [{ layer: 'environment', value: null, isSecret: true }],
      },
      {
        name: 'catalog_url',
        value: 'https://ocp.test/catalog',
        isSecret: false,
        layer: 'routes',
        hides: [{ layer: 'environment', value: 'https://ocp.test/catalog', isSecret: false }],
      },
      {
        name: 'orders_url',
        value: expect.stringMatching(/^http:\/\/host\.test:210\d\d$/),
        isSecret: false,
        layer: 'routes',
        hides: [{ layer: 'environment', value: 'https://ocp.test/orders', isSecret: false }],
      },
    ]);
    expect(text).not.toContain(SECRET);
    expect(text).not.toContain(HIDDEN);
  });

  it('reach the agent, with what it has to mask and the limits', async () => {
    const shown = (await variables()).body;
    const frame = await deploy();
    expect(Object.keys(frame.variables).sort()).toEqual(shown.map(({ name }) => name).sort());
    for (const { name, value } of shown.filter(({ isSecret }) => !isSecret))
      expect(frame.variables[name]).toBe(value);
    expect(frame.variables['DB_PASSWORD']).toBe(SECRET);
    expect([...(frame.secrets ?? [])].sort()).toEqual([SECRET, HIDDEN].sort());
    expect(frame.limits).toEqual({ memoryMb: 128, cpus: 0.5 });
  });

  it('are those of the moment of sending, not of asking', async () => {
    await agent.report(await deploy(), aGoodRun());
    await ada.call('PATCH', `/api/environments/${environment.id}/variables`, {
      set: [{ name: 'DB_PASSWORD', value: 'rotated-secret' }],
      remove: ['TOKEN'],
    });
    const frame = await deploy();
    expect(frame.variables).toMatchObject({ DB_PASSWORD: 'rotated-secret', TOKEN: 'own' });
    expect(frame.secrets).toEqual(['rotated-secret']);
  });

  it('never show in what the API says of a deployment', async () => {
    const { id } = await ada.call<{ id: string }>('POST', `${sandbox}/services/orders/deployments`, {});
    await agent.runFrame(id);
    for (const path of [
      sandbox,
      '/api/sandboxes',
      `/api/deployments/${id}`,
      '/api/deployments',
      `${sandbox}/activity`,
    ])
      expect((await ada.send('GET', path)).text).not.toMatch(/canary/);
  });

  it('are there for a service that is there', async () => {
    for (const path of [
      `${sandbox}/services/catalog/variables`,
      `${sandbox}/services/..%2f/variables`,
      `/api/sandboxes/${environment.id}/services/orders/variables`,
    ])
      expect((await ada.send('GET', path)).status).toBe(404);
    const visitor = plane.visitor();
    expect((await variables(visitor)).status).toBe(401);
  });
});
