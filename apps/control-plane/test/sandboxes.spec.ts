import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type DeploymentGroupView,
  type RepositoryUseView,
  type SandboxSummary,
  type SandboxView,
  type ServiceInstanceView,
} from '@sdp/protocol';
import { LogStore } from '../src/logs/log-store.js';
import { ControlPlane } from './control-plane.js';
import { deployed } from './deployed.js';
import { A_COMMIT, aGoodRun, events, type FakeAgent, refuse } from './fake-agent.js';
import { type FakeBrowser } from './fake-browser.js';
import { waitUntil } from './wait-until.js';

describe('Sandboxes', () => {
  let plane: ControlPlane;
  let agent: FakeAgent;
  let ada: FakeBrowser;

  beforeEach(async () => {
    plane = await ControlPlane.start();
    agent = await plane.agent();
    ada = await plane.browser();
  });
  afterEach(() => plane.destroy());

  const view = (id: string) => ada.call<SandboxView>('GET', `/api/sandboxes/${id}`);
  const isGone = (id: string) =>
    waitUntil(
      'the sandbox to be gone',
      async () => (await ada.send('GET', `/api/sandboxes/${id}`)).status === 404,
    );
  const add = (id: string, request: object) =>
    ada.send<ServiceInstanceView>('POST', `/api/sandboxes/${id}/services`, request);

  it('are made, seen, renamed and listed', async () => {
    const { id } = await ada.aSandbox('checkout', { A: '1' });
    const renamed = await ada.call<SandboxView>('PATCH', `/api/sandboxes/${id}`, {
      name: 'checkout-2',
      description: 'x',
    });
    expect(renamed).toMatchObject({
      name: 'checkout-2',
      description: 'x',
      variables: { A: '1' },
      owner: 'ada',
      isMine: true,
    });
    expect(await ada.call<SandboxSummary[]>('GET', '/api/sandboxes')).toMatchObject([
      { id, name: 'checkout-2' },
    ]);
  });

  it('are found by the repository and branch of their services', async () => {
    const one = await ada.aSandboxWith({ repository: 'orders' });
    const other = await ada.aSandbox('another');
    await add(other.id, { name: 'orders-2', repository: 'orders', branch: 'feature/x' });
    const frame = await deployed(agent, ada, one.id, 'orders');
    await agent.observe(frame);
    await ada.call('PATCH', `/api/sandboxes/${one.id}/services/orders`, { branch: 'feature/later' });

    const bob = await plane.browser('bob');
    expect(await bob.call<RepositoryUseView[]>('GET', '/api/repositories/orders/uses')).toEqual([
      {
        sandbox: { id: other.id, name: 'another', owner: 'ada' },
        service: 'orders-2',
        branch: 'feature/x',
        pinnedCommit: null,
        observed: 'missing',
        running: null,
      },
      {
        sandbox: { id: one.id, name: one.name, owner: 'ada' },
        service: 'orders',
        branch: 'feature/later',
        pinnedCommit: null,
        observed: 'running',
        running: { deploymentId: frame.deploymentId, branch: 'main', commit: A_COMMIT },
      },
    ]);
    expect(await bob.call('GET', '/api/repositories/catalog/uses')).toEqual([]);
    expect(await bob.send('GET', '/api/repositories/nothing/uses')).toMatchObject({
      status: 404,
      body: { error: { code: 'repository-unknown' } },
    });
  });

  it('have a name of their own', async () => {
    await ada.aSandbox('checkout');
    const { id } = await ada.aSandbox('other');
    for (const [method, path] of [
      ['POST', '/api/sandboxes'],
      ['PATCH', `/api/sandboxes/${id}`],
    ] as const) {
      const { status, body } = await ada.send(method, path, { name: 'checkout' });
      expect([status, body.error.code]).toEqual([409, 'name-taken']);
    }
  });

  it('are read by everybody and changed by their owner only', async () => {
    const { id } = await ada.aSandboxWith({ repository: 'orders' });
    const { deploymentId } = await deployed(agent, ada, id, 'orders');
    const bob = await plane.browser('bob');
    expect(await bob.call<SandboxView>('GET', `/api/sandboxes/${id}`)).toMatchObject({
      owner: 'ada',
      isMine: false,
    });
    expect(await bob.call<SandboxSummary[]>('GET', '/api/sandboxes')).toMatchObject([{ isMine: false }]);
    expect(await bob.deployment(deploymentId)).toMatchObject({ isMine: false });
    expect(await ada.deployment(deploymentId)).toMatchObject({ isMine: true });

    const service = `/api/sandboxes/${id}/services/orders`;
    const changes: [string, string, object?][] = [
      ['PATCH', `/api/sandboxes/${id}`, { name: 'mine-now' }],
      ['DELETE', `/api/sandboxes/${id}`],
      ['POST', `/api/sandboxes/${id}/services`, { repository: 'catalog', branch: 'main' }],
      ['PATCH', service, { branch: 'evil' }],
      ['DELETE', service],
      ['POST', `${service}/deployments`, {}],
      ['POST', `${service}/stop`],
      ['POST', `${service}/start`],
      ['POST', `${service}/restart`],
      ['POST', `/api/deployments/${deploymentId}/cancel`],
      ['POST', `/api/deployments/${deploymentId}/retry`],
    ];
    const before = await view(id);
    for (const [method, path, body] of changes) {
      const answer = await bob.send(method, path, body);
      expect([method, path, answer.status, answer.body?.error.code]).toEqual([
        method,
        path,
        404,
        'not-found',
      ]);
    }
    expect(await view(id)).toEqual(before);
  });

  it('belong to who is signed in, whatever the body says', async () => {
    for (const field of ['owner', 'ownerId', 'id', 'role', 'isMine', 'lastEpoch']) {
      const { status, body } = await ada.send('POST', '/api/sandboxes', { name: 'checkout', [field]: 'bob' });
      expect([field, status, body.error.code]).toEqual([field, 400, 'invalid-input']);
      expect(body.error.message).toContain(field);
    }
  });

  describe('adding a service', () => {
    it('takes the repository name, the lowest free port and the agent that can', async () => {
      const { id } = await ada.aSandbox();
      expect((await add(id, { repository: 'orders', branch: 'main' })).body).toMatchObject({
        name: 'orders',
        agent: 'micro-1',
        hostPort: 21000,
        observed: 'missing',
        latestDeployment: null,
      });
      expect((await add(id, { repository: 'orders', branch: 'main', name: 'orders-b' })).body.hostPort).toBe(
        21001,
      );
      const again = await ada.send('POST', `/api/sandboxes/${id}/services`, {
        repository: 'orders',
        branch: 'main',
      });
      expect([again.status, again.body.error.code]).toEqual([409, 'name-taken']);
    });

    it('chooses the agent with the most room', async () => {
      await plane.agent({ name: 'micro-2', hello: { capacity: 2 } });
      const { id } = await ada.aSandbox();
      const agents: string[] = [];
      for (const name of ['one', 'two', 'three', 'four'])
        agents.push((await add(id, { name, repository: 'orders', branch: 'main' })).body.agent);
      expect(agents.sort()).toEqual(['micro-1', 'micro-1', 'micro-2', 'micro-2']);
    });

    it('sends the gateway to a gateway agent, and nothing else there', async () => {
      const { id } = await ada.aSandbox();
      await plane.agent({
        name: 'gateway-1',
        hello: {
          strategies: ['php', 'go'],
          repositories: [
            {
              name: 'api-gateway',
              url: 'https://git.test/api-gateway.git',
              stack: 'php',
              defaultBranch: 'main',
            },
            { name: 'only-here', url: 'https://git.test/only-here.git', stack: 'go', defaultBranch: 'main' },
          ],
        },
      });
      expect((await add(id, { repository: 'api-gateway', branch: 'main' })).body).toMatchObject({
        agent: 'gateway-1',
        stack: 'php',
      });
      const other = await ada.send('POST', `/api/sandboxes/${id}/services`, {
        repository: 'only-here',
        branch: 'main',
      });
      expect([other.status, other.body.error.code]).toEqual([503, 'no-agent']);
    });

    it('gives the last free port to one of two takers', async () => {
      agent = await plane.agent({ hello: { portRange: { from: 21000, to: 21000 } } });
      const [one, two] = [await ada.aSandbox('one'), await ada.aSandbox('two')];
      const answers = await Promise.all(
        [one, two].map(({ id }) =>
          ada.send('POST', `/api/sandboxes/${id}/services`, { repository: 'orders', branch: 'main' }),
        ),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
      expect(answers.find(({ status }) => status === 409)?.body.error.code).toBe('no-free-port');
    });

    it('says that nobody knows the repository', async () => {
      const { id } = await ada.aSandbox();
      const { status, body } = await ada.send('POST', `/api/sandboxes/${id}/services`, {
        repository: 'nope',
        branch: 'main',
      });
      expect([status, body.error.code]).toEqual([404, 'repository-unknown']);
    });
  });

  it('change a service for the next deployment', async () => {
    const pin = 'a'.repeat(40);
    const { id } = await ada.aSandboxWith({ repository: 'orders', commit: pin });
    const path = `/api/sandboxes/${id}/services/orders`;
    const changed = await ada.call('PATCH', path, {
      healthPath: '/up',
      containerPort: 9000,
      variables: { A: 'b' },
    });
    expect(changed).toMatchObject({
      pinnedCommit: pin,
      healthPath: '/up',
      containerPort: 9000,
      variables: { A: 'b' },
    });
    expect(await ada.call('PATCH', path, { branch: 'other' })).toMatchObject({
      branch: 'other',
      pinnedCommit: null,
    });
    const { id: deploymentId } = await ada.deploy(id, 'orders');
    expect(await agent.runFrame(deploymentId)).toMatchObject({
      health: { path: '/up' },
      containerPort: 9000,
      branch: 'other',
    });
  });

  it('take settings of a service away', async () => {
    const { id } = await ada.aSandboxWith({
      repository: 'orders',
      commit: 'a'.repeat(40),
      healthPath: '/up',
      containerPort: 80,
    });
    const none = { commit: null, healthPath: null, containerPort: null };
    const changed = await ada.call('PATCH', `/api/sandboxes/${id}/services/orders`, none);
    expect(changed).toMatchObject({
      pinnedCommit: null,
      healthPath: null,
      containerPort: null,
      branch: 'main',
    });
  });

  describe('stopping and starting', () => {
    it('commands the agent with a new epoch each time', async () => {
      const { id } = await ada.aSandboxWith({ repository: 'orders' });
      const path = `/api/sandboxes/${id}/services/orders`;
      const early = await ada.send('POST', `${path}/start`);
      expect([early.status, early.body.error.code]).toEqual([409, 'conflict']);
      const { epoch } = await deployed(agent, ada, id, 'orders');

      expect(await ada.call('POST', `${path}/stop`)).toMatchObject({ desired: 'stopped' });
      expect(await ada.call('POST', `${path}/start`)).toMatchObject({ desired: 'running' });
      await ada.call('POST', `${path}/restart`);
      const epochs = (['stop', 'start', 'restart'] as const).map(
        (command) => agent.framesOf(`instance:${command}`)[0]!.epoch,
      );
      expect(epochs).toEqual([epoch + 1, epoch + 2, epoch + 3]);
    });

    it('is refused during a deployment', async () => {
      const { id } = await ada.aSandboxWith({ repository: 'orders' });
      await deployed(agent, ada, id, 'orders');
      await ada.deploy(id, 'orders');
      const { status, body } = await ada.send('POST', `/api/sandboxes/${id}/services/orders/stop`);
      expect([status, body.error.code]).toEqual([409, 'deployment-active']);
    });

    it('is remembered for an agent that is away', async () => {
      const { id } = await ada.aSandboxWith({ repository: 'orders' });
      await deployed(agent, ada, id, 'orders');
      agent.close();
      const { status, body } = await ada.send('POST', `/api/sandboxes/${id}/services/orders/stop`);
      expect([status, body.error.code]).toEqual([503, 'agent-unreachable']);
      agent = await plane.agent();
      expect(agent.framesOf('reconcile')[0]?.instances).toMatchObject([
        { service: 'orders', desired: 'stopped', hostPort: 21000 },
      ]);
    });
  });

  describe('what agents see', () => {
    it('is shown, and counts only from the agent that runs it', async () => {
      const { id } = await ada.aSandboxWith({ repository: 'orders' });
      const frame = await deployed(agent, ada, id, 'orders');
      const died = { ...frame, state: 'exited' as const, exitCode: 137, lastLines: ['out of memory'] };
      await agent.observe(died);
      expect((await view(id)).services[0]).toMatchObject({
        observed: 'exited',
        exitCode: 137,
        lastLines: ['out of memory'],
      });

      const stranger = await plane.agent({ name: 'micro-2' });
      await stranger.observe(frame);
      expect((await view(id)).services[0]).toMatchObject({ observed: 'exited' });
      await agent.observe({ ...frame, lastLines: ['it listens again'] });
      expect((await view(id)).services[0]).toMatchObject({ observed: 'running', lastLines: [] });
      await agent.observe();
      expect((await view(id)).services[0]).toMatchObject({ observed: 'missing', running: null });
    });

    it('is the container that serves, while a new one proves itself', async () => {
      const { id } = await ada.aSandboxWith({ repository: 'orders' });
      const old = await deployed(agent, ada, id, 'orders');
      await agent.observe(old);
      const { id: nextId, epoch } = await ada.deploy(id, 'orders');
      const next = { ...old, deploymentId: nextId, epoch };
      await agent.observe(next, old);
      expect((await view(id)).services[0]?.running?.deploymentId).toBe(old.deploymentId);
      await agent.observe(next);
      expect((await view(id)).services[0]?.running?.deploymentId).toBe(nextId);

      await ada.call('PATCH', `/api/sandboxes/${id}/services/orders`, { branch: 'other' });
      expect((await view(id)).services[0]).toMatchObject({ branch: 'other', running: { branch: 'main' } });
    });
  });

  describe('going away', () => {
    it('takes everything along: containers, deployments, logs, ports', async () => {
      const { id } = await ada.aSandboxWith({ repository: 'orders' }, { repository: 'catalog' });
      const frame = await agent.runFrame((await ada.deploy(id, 'orders')).id);
      await agent.log(frame, 0, 'a line\n');
      await agent.report(frame, aGoodRun(7));
      await ada.call('DELETE', `/api/sandboxes/${id}`);
      await isGone(id);
      expect(
        agent
          .framesOf('instance:remove')
          .map(({ service }) => service)
          .sort(),
      ).toEqual(['catalog', 'orders']);
      expect((await ada.send('GET', `/api/deployments/${frame.deploymentId}`)).status).toBe(404);
      expect((await ada.send('GET', `/api/deployments/${frame.deploymentId}/log`)).status).toBe(404);
      const again = await ada.aSandboxWith({ repository: 'catalog' });
      expect(again.services[0]?.hostPort).toBe(21000);
    });

    it('cancels what is under way first, and tolerates no change meanwhile', async () => {
      const { id } = await ada.aSandboxWith({ repository: 'orders' });
      const frame = await agent.runFrame((await ada.deploy(id, 'orders')).id);
      await ada.call('DELETE', `/api/sandboxes/${id}`);
      await ada.call('DELETE', `/api/sandboxes/${id}`);
      await agent.cancelFrame(frame.deploymentId);
      expect(agent.framesOf('instance:remove')).toEqual([]);
      expect(await view(id)).toMatchObject({ isDeleting: true, services: [{ desired: 'removed' }] });
      const change = await ada.send('PATCH', `/api/sandboxes/${id}`, { name: 'stay' });
      expect([change.status, change.body.error.code]).toEqual([409, 'conflict']);

      const error = { code: 'canceled' as const, message: 'Stopped.' };
      await agent.report(frame, [
        {
          seq: 1,
          at: new Date().toISOString(),
          type: 'finished',
          result: { outcome: 'canceled', durationMs: 1, logBytes: 0, error },
        },
      ]);
      await isGone(id);
    });

    it('leaves no log behind, though a line of it arrives meanwhile', async () => {
      const { id } = await ada.aSandboxWith({ repository: 'orders' });
      const frame = await agent.runFrame((await ada.deploy(id, 'orders')).id);
      await agent.report(frame, aGoodRun(7));
      const logs = plane.app.get(LogStore);
      const append = logs.append.bind(logs);
      jest.spyOn(logs, 'append').mockImplementationOnce(async (...chunk) => {
        await ada.call('DELETE', `/api/sandboxes/${id}`);
        await isGone(id);
        return append(...chunk);
      });
      await expect(agent.log(frame, 0, 'a line\n')).rejects.toMatchObject({ code: 'not-found' });
      expect(await readdir(join(plane.dataDir, 'logs'))).toEqual([]);
    });

    it('takes groups of deployments along', async () => {
      const { id } = await ada.aSandboxWith({ repository: 'orders' }, { repository: 'catalog' });
      const group = await ada.call<DeploymentGroupView>('POST', `/api/sandboxes/${id}/deployments`);
      agent.answers['deployment:cancel'] = async ({ deploymentId, epoch }) => {
        const error = { code: 'canceled' as const, message: 'Stopped.' };
        const result = { outcome: 'canceled' as const, durationMs: 1, logBytes: 0, error };
        await agent.report({ deploymentId, epoch }, events([{ type: 'finished', result }]));
        return null;
      };
      await ada.call('DELETE', `/api/sandboxes/${id}`);
      await isGone(id);
      expect((await ada.send('GET', `/api/deployment-groups/${group.id}`)).status).toBe(404);
    });

    it('waits for an agent that is away, over a restart', async () => {
      const { id } = await ada.aSandboxWith({ repository: 'orders' });
      agent.close();
      await ada.call('DELETE', `/api/sandboxes/${id}`);
      const { cookie } = ada;
      plane = await plane.restart();
      ada = plane.visitor();
      ada.cookie = cookie;
      expect(await view(id)).toMatchObject({ isDeleting: true });
      agent = await plane.agent();
      await isGone(id);
      expect(agent.framesOf('instance:remove')).toHaveLength(1);
    });

    it('tries again when the agent could not', async () => {
      const { id } = await ada.aSandboxWith({ repository: 'orders' });
      let tries = 0;
      agent.answers['instance:remove'] = () =>
        ++tries === 1 ? refuse({ code: 'engine-unreachable', message: 'Docker is away.' }) : null;
      await ada.call('DELETE', `/api/sandboxes/${id}/services/orders`);
      await waitUntil('a first try', () => tries === 1);
      agent = await plane.agent({ answers: agent.answers });
      await waitUntil('the service to be gone', async () => (await view(id)).services.length === 0);
      expect(tries).toBe(2);
    });

    it('never gives an epoch twice, not even to a service of the same name', async () => {
      const { id } = await ada.aSandboxWith({ repository: 'orders' });
      const { epoch } = await deployed(agent, ada, id, 'orders');
      await ada.call('DELETE', `/api/sandboxes/${id}/services/orders`);
      await waitUntil('the service to be gone', async () => (await view(id)).services.length === 0);
      await add(id, { repository: 'orders', branch: 'main' });
      expect((await ada.deploy(id, 'orders')).epoch).toBeGreaterThan(epoch + 1);
    });
  });
});
