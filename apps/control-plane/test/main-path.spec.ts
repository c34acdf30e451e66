import {
  type AgentView,
  type BranchView,
  type DeploymentView,
  type RepositoryView,
  type SandboxView,
} from '@sdp/protocol';
import { ControlPlane } from './control-plane.js';
import { A_COMMIT, aGoodRun } from './fake-agent.js';
import { emptyDataDir } from './fresh-data-dir.js';
import { waitUntil } from './wait-until.js';

describe('The main path', () => {
  let plane: ControlPlane;

  beforeEach(async () => {
    plane = await ControlPlane.start({ dataDir: await emptyDataDir() });
  });
  afterEach(() => plane.destroy());

  it('takes a branch from a request to a running service', async () => {
    const micro = await plane.agent();
    await plane.agent({ name: 'gateway-1' });
    micro.answers['branches:list'] = () => [{ name: 'feature/discount', commit: A_COMMIT }];
    const ada = await plane.browser();

    const agents = await ada.call<AgentView[]>('GET', '/api/agents');
    expect(agents.map(({ name, isConnected }) => [name, isConnected])).toEqual([
      ['gateway-1', true],
      ['micro-1', true],
      ['micro-2', false],
    ]);
    const repositories = await ada.call<RepositoryView[]>('GET', '/api/repositories');
    expect(repositories.map(({ name }) => name)).toEqual(['api-gateway', 'catalog', 'orders']);
    const branches = await ada.call<BranchView[]>('GET', '/api/repositories/orders/branches?q=DISC');
    expect(branches).toEqual([{ name: 'feature/discount', commit: A_COMMIT }]);

    const { id } = await ada.aSandbox('checkout', {
      catalog_url: 'http://ocp.test/catalog',
      orders_url: 'http://ocp.test',
    });
    const path = `/api/sandboxes/${id}/services`;
    await ada.call('POST', path, {
      repository: 'orders',
      branch: 'feature/discount',
      variables: { COLOR: 'red' },
    });
    await ada.call('POST', path, { repository: 'api-gateway', branch: 'main', healthPath: '/health' });

    const requested = await ada.deploy(id, 'orders');
    expect(requested).toMatchObject({
      state: 'queued',
      service: 'orders',
      branch: 'feature/discount',
      agent: 'micro-1',
    });
    const frame = await micro.runFrame(requested.id);
    expect(frame).toMatchObject({
      sandboxId: id,
      sandboxName: 'checkout',
      service: 'orders',
      repository: 'orders',
      branch: 'feature/discount',
      hostPort: 21000,
      credentials: { username: 'ada', password: 'analytical engine' },
      health: {},
      variables: {
        catalog_url: 'http://ocp.test/catalog',
        orders_url: 'http://host.test:21000',
        COLOR: 'red',
        SDP_SANDBOX: 'checkout',
        SDP_SERVICE: 'orders',
      },
    });

    const line = '2026-11-23T13:10:11.123Z build out compiled\n';
    expect(await micro.log(frame, 0, line)).toEqual({ acked: line.length });
    expect(await micro.report(frame, aGoodRun(line.length))).toEqual({ acked: 16 });
    await micro.observe(frame);

    const deployment = await ada.call<DeploymentView>('GET', `/api/deployments/${requested.id}`);
    expect(deployment).toMatchObject({
      state: 'succeeded',
      commit: A_COMMIT,
      durationMs: 100,
      logBytes: line.length,
    });
    expect(deployment.steps.map(({ step, outcome }) => `${step} ${outcome}`)).toEqual([
      'fetch ok',
      'checkout ok',
      'preflight ok',
      'build ok',
      'start ok',
      'verify ok',
      'switch ok',
    ]);
    const sandbox = await ada.call<SandboxView>('GET', `/api/sandboxes/${id}`);
    expect(sandbox.services.find(({ name }) => name === 'orders')).toMatchObject({
      observed: 'running',
      desired: 'running',
      url: 'http://host.test:21000',
      running: { deploymentId: requested.id, commit: A_COMMIT },
    });
    expect(sandbox.routes).toBe('none');

    const log = await ada.send('GET', `/api/deployments/${requested.id}/log`);
    expect(log.text).toBe(line);
    expect(log.headers.get('x-log-size')).toBe(String(line.length));

    await ada.call('DELETE', `/api/sandboxes/${id}`);
    await waitUntil(
      'the sandbox to be gone',
      async () => (await ada.send('GET', `/api/sandboxes/${id}`)).status === 404,
    );
    expect(micro.framesOf('instance:remove')).toMatchObject([{ sandboxId: id, service: 'orders' }]);
  });
});
