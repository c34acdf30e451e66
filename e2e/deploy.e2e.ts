import { type SandboxView } from '@sdp/protocol';
import { startBaseline } from './support/baseline.js';
import { BrowserSocket } from './support/browser-socket.js';
import { Hammer } from './support/hammer.js';
import { expectInvariants } from './support/invariants.js';
import { Platform } from './support/platform.js';
import { routeOf, untilInSync, untilRoutes } from './support/shop.js';
import { until } from './support/until.js';

interface Answer {
  from: string;
  version?: string;
  sandbox?: string;
}

describe('a branch becomes a running sandbox service', () => {
  let platform: Platform;
  let baseline: Awaited<ReturnType<typeof startBaseline>>;
  let sandbox: SandboxView;

  const ask = async (url: string): Promise<Answer> => (await (await fetch(url)).json()) as Answer;

  beforeAll(async () => {
    platform = await Platform.start({ repositories: ['orders', 'payments', 'api-gateway'] });
    baseline = await startBaseline(platform.bridgeAddress);
    sandbox = await platform.api.createSandbox({
      name: 'fast-orders',
      variables: { orders_url: baseline.url, payments_url: baseline.url },
    });
  });

  afterAll(async () => {
    baseline?.close();
    await platform?.stop();
  });

  it('deploys a Go branch and answers at its address', async () => {
    await platform.api.addService(sandbox.id, {
      repository: 'orders',
      branch: 'feature/fast-orders',
      healthPath: '/health',
    });
    const { instance, deployment } = await platform.api.deployWell(sandbox.id, 'orders');

    expect(await ask(`${instance.url}/orders`)).toMatchObject({
      from: 'sandbox',
      version: 'feature/fast-orders',
    });
    expect(deployment.commit?.id).toBe(await platform.repository('orders').head('feature/fast-orders'));
    expect(deployment.steps.map(({ step, outcome }) => `${step} ${outcome}`)).toEqual([
      'fetch ok',
      'checkout ok',
      'preflight ok',
      'build ok',
      'start ok',
      'verify ok',
      'switch ok',
    ]);
    for (const { durationMs } of deployment.steps) expect(durationMs).toBeGreaterThanOrEqual(0);
  });

  it('deploys the PHP gateway, which sends orders to the sandbox and payments to the baseline', async () => {
    await platform.api.addService(sandbox.id, {
      repository: 'api-gateway',
      branch: 'main',
      healthPath: '/health',
    });
    const { instance } = await platform.api.deployWell(sandbox.id, 'api-gateway');

    expect(await ask(`${instance.url}/orders/orders`)).toMatchObject({
      from: 'sandbox',
      version: 'feature/fast-orders',
    });
    expect(await ask(`${instance.url}/payments/anything`)).toMatchObject({ from: 'baseline' });
  });

  it('sends a service to its own instance as soon as it runs, by itself', async () => {
    await untilInSync(platform.api, sandbox.id);
    const gateway = await platform.api.instance(sandbox.id, 'api-gateway');
    expect(await ask(`${gateway.url}/payments/payments`)).toMatchObject({ from: 'baseline' });

    await platform.api.addService(sandbox.id, {
      repository: 'payments',
      branch: 'main',
      healthPath: '/health',
    });
    await platform.api.deployWell(sandbox.id, 'payments');
    await untilRoutes(
      platform.api,
      sandbox.id,
      'lead to payments in the sandbox',
      (set) => set.state === 'in-sync' && routeOf(set, 'payments').from === 'instance',
    );
    expect(await ask(`${gateway.url}/payments/payments`)).toMatchObject({ from: 'sandbox' });
  });

  it('streams the log of a deployment live, and the same bytes from the file', async () => {
    const browser = await BrowserSocket.connect(platform.api);
    const { id } = await platform.api.requestDeployment(sandbox.id, 'orders');
    const streamed = await browser.readLog(id);
    browser.close();

    expect(streamed).toBe(await platform.api.log(id));
    expect(streamed).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z fetch sdp /);
  });

  it('exchanges a version without one failed request, and keeps the address', async () => {
    const before = await platform.api.instance(sandbox.id, 'orders');
    const hammer = new Hammer(`${before.url}/orders`);
    await platform.repository('orders').commit('feature/fast-orders', {
      subject: 'Call it faster',
      edits: { 'main.go': (text) => text.replace(/version = ".*"/, 'version = "faster"') },
    });
    const { instance } = await platform.api.deployWell(sandbox.id, 'orders');
    await hammer.stop();

    expect(instance.url).toBe(before.url);
    expect((await ask(`${instance.url}/orders`)).version).toBe('faster');
    expect(hammer.requests).toBeGreaterThan(20);
    expect(hammer.failures).toEqual([]);
  });

  it('keeps two sandboxes of one repository apart', async () => {
    const other = await platform.api.createSandbox({ name: 'order-states' });
    await platform.api.addService(other.id, {
      repository: 'orders',
      branch: 'fix/order-states',
      healthPath: '/health',
    });
    const { instance } = await platform.api.deployWell(other.id, 'orders');
    const mine = await platform.api.instance(sandbox.id, 'orders');

    expect((await ask(`${instance.url}/orders`)).version).toBe('fix/order-states');
    expect((await ask(`${mine.url}/orders`)).version).toBe('faster');
  });

  it('hardens every container', async () => {
    for (const { Id } of await platform.containers()) {
      const { HostConfig, Config, Mounts } = await platform.docker.getContainer(Id).inspect();
      expect(HostConfig).toMatchObject({
        CapDrop: ['ALL'],
        ReadonlyRootfs: true,
        Privileged: false,
        PidMode: '',
        IpcMode: 'private',
      });
      expect(HostConfig.SecurityOpt?.join()).toContain('no-new-privileges');
      expect(HostConfig.Memory).toBeGreaterThan(0);
      expect(HostConfig.PidsLimit).toBeGreaterThan(0);
      expect(HostConfig.LogConfig?.Config).toHaveProperty('max-size');
      expect(HostConfig.Devices ?? []).toEqual([]);
      expect(Config.User).toMatch(/^[1-9]\d*:[1-9]\d*$/);
      for (const mount of Mounts) {
        expect(mount.RW).toBe(false);
        expect(mount.Source).not.toContain('docker.sock');
      }
    }
  });

  it('stops, starts and restarts an instance at the same address', async () => {
    const { url } = await platform.api.instance(sandbox.id, 'orders');
    await platform.api.post(`/sandboxes/${sandbox.id}/services/orders/stop`);
    await expect(fetch(`${url}/orders`)).rejects.toThrow();
    await platform.api.post(`/sandboxes/${sandbox.id}/services/orders/start`);
    await until('it answers again', 10_000, async () => (await fetch(`${url}/orders`)).ok);
    await platform.api.post(`/sandboxes/${sandbox.id}/services/orders/restart`);
    await until('it answers again', 10_000, async () => (await fetch(`${url}/orders`)).ok);
  });

  it('leaves nothing behind when a sandbox is deleted', async () => {
    await expectInvariants(platform);
    await platform.api.request('DELETE', `/sandboxes/${sandbox.id}`);
    await until('the sandbox is gone', 30_000, async () => {
      const { status } = await platform.api.fetch('GET', `/sandboxes/${sandbox.id}`);
      return status === 404;
    });
    expect(await platform.containers({ 'sdp.sandbox': sandbox.id })).toEqual([]);
    const networks = await platform.docker.listNetworks();
    expect(networks.map(({ Name }) => Name)).not.toContain(`sdp-${sandbox.id.slice(0, 8)}`);
    await expectInvariants(platform);
  });
});
