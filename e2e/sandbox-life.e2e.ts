import { type DeploymentView, type EnvironmentView, type SandboxView } from '@sdp/protocol';
import { type ApiClient } from './support/api-client.js';
import { startBaseline } from './support/baseline.js';
import { BrowserSocket } from './support/browser-socket.js';
import { Hammer } from './support/hammer.js';
import { expectInvariants } from './support/invariants.js';
import { Platform } from './support/platform.js';
import { createShopEnvironment, createShopSandbox, waitForGroup } from './support/shop.js';
import { until } from './support/until.js';

describe('the life of a sandbox', () => {
  let platform: Platform;
  let baseline: Awaited<ReturnType<typeof startBaseline>>;
  let environment: EnvironmentView;
  let sandbox: SandboxView;
  let qa: ApiClient;
  let ops: ApiClient;

  const versionOf = async (url: string) =>
    ((await (await fetch(`${url}/orders`)).json()) as { version?: string }).version;
  const view = (id = sandbox.id) => platform.api.get<SandboxView>(`/sandboxes/${id}`);

  beforeAll(async () => {
    baseline = await startBaseline(await Platform.bridgeAddress());
    platform = await Platform.start({ repositories: ['orders', 'payments', 'api-gateway', 'exits-at-once'] });
    ops = await platform.newClient('ops');
    qa = await platform.newClient('qa');
    await ops.request('PATCH', '/users/qa', { role: 'qa' });
    environment = await createShopEnvironment(platform.api, baseline.url);
    sandbox = await createShopSandbox(platform.api, 'checkout', environment.id, {
      orders: 'main',
      payments: 'main',
    });
  });

  afterAll(async () => {
    await platform?.stop();
    baseline?.close();
  });

  it('deploys all services in the order in which they depend on each other, with one progress', async () => {
    const browser = await BrowserSocket.connect(platform.api);
    const started = await platform.api.post<{ id: string }>(`/sandboxes/${sandbox.id}/deployments`);
    await browser.request('watch', { topic: `group:${started.id}` });
    const group = await waitForGroup(platform.api, started.id);
    expect([group.state, group.succeeded, group.total]).toEqual(['succeeded', 2, 2]);

    const [orders, payments] = await Promise.all(
      ['orders', 'payments'].map((service) =>
        platform.api.deployment(group.deployments.find((one) => one.service === service)!.id),
      ),
    );
    expect(payments!.steps[0]!.startedAt >= orders!.finishedAt!).toBe(true);
    await until('the end was told live', 10_000, async () =>
      browser.updates.some((update) => update.kind === 'group' && update.value.state === 'succeeded'),
    );
    browser.close();
  });

  it('ends what depends on a service that failed, and says on whom', async () => {
    const failing = await createShopSandbox(platform.api, 'failing', environment.id, { orders: 'main' });
    await platform.api.addService(failing.id, {
      name: 'broken',
      repository: 'exits-at-once',
      branch: 'main',
    });
    await platform.api.request('PATCH', `/sandboxes/${failing.id}/services/orders`, {
      dependsOn: ['broken'],
    });
    const { id } = await platform.api.post<{ id: string }>(`/sandboxes/${failing.id}/deployments`);
    const group = await waitForGroup(platform.api, id);
    expect(group.state).toBe('failed');
    const dependent = await platform.api.deployment(
      group.deployments.find(({ service }) => service === 'orders')!.id,
    );
    expect(dependent).toMatchObject({
      state: 'canceled',
      error: { code: 'dependency-failed', message: expect.stringContaining('broken') },
    });
    const instance = await until('the dead one has last words', 10_000, async () => {
      const { services } = await view(failing.id);
      return services.find(({ name }) => name === 'broken');
    });
    expect(instance.name).toBe('broken');
    await platform.api.request('DELETE', `/sandboxes/${failing.id}`);
  });

  it('rolls back to an earlier release without a build and without a failed request', async () => {
    const before = await platform.api.instance(sandbox.id, 'orders');
    await platform.repository('orders').commit('main', {
      subject: 'Call it newer',
      edits: { 'main.go': (text) => text.replace(/const version = ".*"/, 'const version = "newer"') },
    });
    await platform.api.deployWell(sandbox.id, 'orders');
    expect(await versionOf(before.url)).toBe('newer');

    const { releases } = await until('the releases are known', 15_000, async () => {
      const instance = await platform.api.instance(sandbox.id, 'orders');
      return instance.releases.length >= 2 && instance;
    });
    const earlier = releases.find(({ isRunning }) => !isRunning)!;
    const hammer = new Hammer(`${before.url}/orders`);
    const { id } = await platform.api.post<DeploymentView>(
      `/sandboxes/${sandbox.id}/services/orders/rollback`,
      { deploymentId: earlier.deploymentId },
    );
    const rollback = await platform.api.waitForState(id, ['succeeded']);
    await hammer.stop();

    expect(rollback).toMatchObject({ kind: 'rollback', releaseOf: earlier.deploymentId });
    expect(rollback.steps.find(({ step }) => step === 'build')?.outcome).toBe('skipped');
    expect(await versionOf(before.url)).toBe('main');
    expect(hammer.failures).toEqual([]);
  });

  it('makes other people’s deployments wait behind a hold, and lets them go when it ends', async () => {
    await platform.api.request('PUT', `/sandboxes/${sandbox.id}/shares`, { users: ['qa'] });
    const until1h = new Date(Date.now() + 3_600_000).toISOString();
    await qa.request('PUT', `/sandboxes/${sandbox.id}/hold`, { reason: 'Testing refunds', until: until1h });

    const waiting = await platform.api.requestDeployment(sandbox.id, 'orders');
    await until('it waits behind the hold', 10_000, async () => {
      const { state, queue } = await platform.api.deployment(waiting.id);
      return state === 'queued' && /qa.*Testing refunds|Testing refunds.*qa/.test(queue?.waitsFor ?? '');
    });
    const own = await qa.requestDeployment(sandbox.id, 'payments');
    expect((await qa.waitForEnd(own.id)).state).toBe('succeeded');
    expect((await platform.api.deployment(waiting.id)).state).toBe('queued');

    await qa.request('DELETE', `/sandboxes/${sandbox.id}/hold`);
    expect((await platform.api.waitForEnd(waiting.id)).state).toBe('succeeded');
  });

  it('stops and starts as a whole, and everything is where it was', async () => {
    const before = await view();
    await platform.api.post(`/sandboxes/${sandbox.id}/stop`);
    await until('all are stopped', 30_000, async () => {
      const containers = await platform.containers({ 'sdp.sandbox': sandbox.id });
      return containers.length === 2 && containers.every(({ State }) => State === 'exited');
    });
    expect((await view()).isStopped).toBe(true);
    await platform.api.post(`/sandboxes/${sandbox.id}/start`);
    for (const { url } of before.services)
      await until(`${url} answers`, 30_000, async () => (await fetch(`${url}/health`)).ok);
    const after = await view();
    expect(after.services.map(({ url, running }) => [url, running?.deploymentId])).toEqual(
      before.services.map(({ url, running }) => [url, running?.deploymentId]),
    );
  });

  it('is cloned with another branch, and deployed at once', async () => {
    const { sandbox: clone, deployment } = await qa.post<{
      sandbox: SandboxView;
      deployment: { id: string };
    }>(`/sandboxes/${sandbox.id}/clone`, {
      name: 'checkout-qa',
      branches: { orders: 'fix/order-states' },
      deploy: true,
    });
    const group = await waitForGroup(qa, deployment.id);
    expect(group.state).toBe('succeeded');
    const orders = await qa.instance(clone.id, 'orders');
    expect(await versionOf(orders.url)).toBe('fix/order-states');
    expect((await qa.get<SandboxView>(`/sandboxes/${clone.id}`)).owner).toBe('qa');
  });

  it('shows CPU and memory, and what a container prints', async () => {
    const path = `/sandboxes/${sandbox.id}/services/orders`;
    const sample = await until('there is a sample', 20_000, async () => {
      const { samples } = await platform.api.get<{ samples: { memoryBytes: number; cpus: number }[] }>(
        `${path}/stats`,
      );
      return samples.at(-1);
    });
    expect(sample.memoryBytes).toBeGreaterThan(100_000);
    expect(sample.cpus).toBeGreaterThanOrEqual(0);
  });

  it('applies limits to its containers', async () => {
    await platform.api.request('PATCH', `/sandboxes/${sandbox.id}/services/orders`, {
      limits: { memoryMb: 96, cpus: 0.5 },
    });
    await platform.api.deployWell(sandbox.id, 'orders');
    const [container] = await platform.containers({
      'sdp.sandbox': sandbox.id,
      'sdp.service': 'orders',
    });
    const { HostConfig } = await platform.docker.getContainer(container!.Id).inspect();
    expect([HostConfig.Memory, HostConfig.NanoCpus]).toEqual([96 * 2 ** 20, 5e8]);
  });

  it('says how far its branch is ahead of what runs and behind the default branch', async () => {
    const path = `/sandboxes/${sandbox.id}/services/orders/commits`;
    const before = await platform.api.get<{ aheadOfRunning: number; behindDefault: number }>(path);
    expect(before).toMatchObject({ aheadOfRunning: 0, behindDefault: 0 });
    await platform.repository('orders').commit('main', {
      subject: 'One more',
      edits: { 'main.go': (text) => `${text}\n// more\n` },
    });
    expect(await platform.api.get(path)).toMatchObject({ aheadOfRunning: 1, behindDefault: 0 });
  });

  it('is deleted also while its agent is away, as soon as that is back', async () => {
    await platform.micro.stop('SIGKILL');
    await platform.api.request('DELETE', `/sandboxes/${sandbox.id}`);
    expect((await view()).isDeleting).toBe(true);
    platform.micro.start();
    await until('it is gone', 40_000, async () => {
      const { status } = await platform.api.fetch('GET', `/sandboxes/${sandbox.id}`);
      return status === 404;
    });
    await expectInvariants(platform);
  });
});
