import {
  type CommitsView,
  type DeploymentView,
  type RunDeploymentFrame,
  type SandboxView,
} from '@sdp/protocol';
import { ControlPlane } from './control-plane.js';
import { deployed } from './deployed.js';
import { A_COMMIT, aGoodRun, type FakeAgent } from './fake-agent.js';
import { type FakeBrowser } from './fake-browser.js';

describe('Rolling back', () => {
  let plane: ControlPlane;
  let agent: FakeAgent;
  let ada: FakeBrowser;
  let id: string;
  let first: RunDeploymentFrame;
  let second: RunDeploymentFrame;

  beforeEach(async () => {
    plane = await ControlPlane.start();
    agent = await plane.agent();
    ada = await plane.browser();
    ({ id } = await ada.aSandboxWith({ repository: 'orders' }));
    first = await deployed(agent, ada, id, 'orders');
    second = await deployed(agent, ada, id, 'orders', { branch: 'other' });
    await agent.observe({ ...second, releases: [second.deploymentId, first.deploymentId] });
  });
  afterEach(() => plane.destroy());

  const service = () => `/api/sandboxes/${id}/services/orders`;
  const rollBack = (deploymentId: string, browser = ada) =>
    browser.send<DeploymentView>('POST', `${service()}/rollback`, { deploymentId });
  const view = async () => (await ada.call<SandboxView>('GET', `/api/sandboxes/${id}`)).services[0]!;

  it('starts a release again that the agent still has, without credentials', async () => {
    expect((await view()).releases).toMatchObject([
      { deploymentId: second.deploymentId, branch: 'other', commit: A_COMMIT, isRunning: true },
      { deploymentId: first.deploymentId, branch: 'main', commit: A_COMMIT, isRunning: false },
    ]);
    const { body: rollback } = await rollBack(first.deploymentId);
    expect(rollback).toMatchObject({
      kind: 'rollback',
      releaseOf: first.deploymentId,
      branch: 'main',
      commit: A_COMMIT,
    });
    const frame = await agent.runFrame(rollback.id);
    expect(frame).toMatchObject({ release: first.deploymentId, commit: A_COMMIT.id });
    expect(frame.credentials).toBeUndefined();
    expect(frame.epoch).toBeGreaterThan(second.epoch);

    await agent.report(frame, aGoodRun());
    await agent.observe({ ...frame, releases: [second.deploymentId, first.deploymentId] });
    const { running, releases, branch } = await view();
    expect([running?.deploymentId, running?.branch, branch]).toEqual([rollback.id, 'main', 'main']);
    expect(releases.map(({ isRunning }) => isRunning)).toEqual([false, true]);
  });

  it('waits behind no build, however few places its agent has', async () => {
    const builds: DeploymentView[] = [];
    for (const name of ['green', 'red', 'white']) {
      const { id: otherId } = await ada.aSandbox(name);
      await ada.call('POST', `/api/sandboxes/${otherId}/services`, { repository: 'orders', branch: 'main' });
      builds.push(await ada.deploy(otherId, 'orders'));
    }
    const waiting = builds.at(-1)!;
    const { body: rollback } = await rollBack(first.deploymentId);
    expect((await agent.runFrame(rollback.id)).release).toBe(first.deploymentId);
    const { queue } = await ada.call<DeploymentView>('GET', `/api/deployments/${waiting.id}`);
    expect(queue?.waitsFor).toBe('a free place on micro-1: 2 of 2 are taken');
  });

  it('goes back from what was rolled back to, by the release that it started', async () => {
    const { body: rollback } = await rollBack(first.deploymentId);
    const frame = await agent.runFrame(rollback.id);
    await agent.report(frame, aGoodRun());
    const { body: again } = await rollBack(rollback.id);
    expect((await agent.runFrame(again.id)).release).toBe(first.deploymentId);
    await agent.report(await agent.runFrame(again.id), aGoodRun());
    const retried = await ada.call<DeploymentView>('POST', `/api/deployments/${again.id}/retry`);
    expect(retried).toMatchObject({ kind: 'rollback', releaseOf: first.deploymentId, retryOf: again.id });
  });

  it('is refused for what the agent has no more, and for what never was', async () => {
    await agent.observe({ ...second, releases: [second.deploymentId] });
    const gone = await ada.send('POST', `${service()}/rollback`, { deploymentId: first.deploymentId });
    expect([gone.status, gone.body.error.code]).toEqual([409, 'release-gone']);
    expect(gone.body.error.message).toContain('Deploy its commit instead');

    const { id: otherId } = await ada.aSandbox('other');
    await ada.call('POST', `/api/sandboxes/${otherId}/services`, { repository: 'orders', branch: 'main' });
    const foreign = await ada.send('POST', `/api/sandboxes/${otherId}/services/orders/rollback`, {
      deploymentId: second.deploymentId,
    });
    expect([foreign.status, foreign.body.error.code]).toEqual([404, 'not-found']);
    expect((await ada.send('POST', `${service()}/rollback`, { deploymentId: 'x' })).status).toBe(400);
  });

  it('is for those who may use the sandbox', async () => {
    const bob = await plane.browser('bob');
    expect((await rollBack(first.deploymentId, bob)).status).toBe(404);
    await ada.call('PUT', `/api/sandboxes/${id}/shares`, { users: ['bob'] });
    expect((await rollBack(first.deploymentId, bob)).status).toBe(201);
  });

  it('remembers what was there last while no container is', async () => {
    await agent.observe();
    expect((await view()).releases).toHaveLength(2);
  });

  describe('a commit that the agent has', () => {
    it('is deployed without waiting for credentials, which a restart forgot', async () => {
      await ada.call('PATCH', service(), { commit: A_COMMIT.id });
      agent.close();
      const { id: known } = await ada.deploy(id, 'orders');
      plane = await plane.restart();
      agent = await plane.agent();
      const frame = await agent.runFrame(known);
      expect(frame).toMatchObject({ commit: A_COMMIT.id });
      expect(frame.credentials).toBeUndefined();
    });

    it('is not taken for granted when it is another', async () => {
      agent.close();
      const { id: unknown } = await ada.deploy(id, 'orders', { commit: 'b'.repeat(40) });
      plane = await plane.restart();
      agent = await plane.agent();
      const bob = await plane.browser('bob');
      expect((await bob.deployment(unknown)).queue?.waitsFor).toContain('credentials of ada');
    });
  });

  describe('the commits of a branch', () => {
    it('are counted by the agent, against what runs', async () => {
      const head = { ...A_COMMIT, id: 'd'.repeat(40) };
      agent.answers['commits:compare'] = () => ({
        head,
        aheadOfRunning: 3,
        defaultBranch: 'main',
        behindDefault: 0,
      });
      expect(await ada.call<CommitsView>('GET', `${service()}/commits`)).toEqual({
        branch: 'main',
        head,
        aheadOfRunning: 3,
        defaultBranch: 'main',
        behindDefault: 0,
      });
      expect(agent.framesOf('commits:compare')).toEqual([
        {
          repository: 'orders',
          branch: 'main',
          running: A_COMMIT.id,
          credentials: { username: 'ada', password: 'analytical engine' },
        },
      ]);
    });

    it('are not guessed', async () => {
      agent.answers['commits:compare'] = () => ({ head: 'x' }) as never;
      expect((await ada.send('GET', `${service()}/commits`)).body.error.code).toBe('platform-failure');
      agent.close();
      expect((await ada.send('GET', `${service()}/commits`)).body.error.code).toBe('agent-unreachable');
    });
  });

  it('carries the limits of the service to the agent', async () => {
    await ada.call('PATCH', service(), { limits: { memoryMb: 256, cpus: 0.5 } });
    const frame = await deployed(agent, ada, id, 'orders');
    expect(frame.limits).toEqual({ memoryMb: 256, cpus: 0.5 });
    for (const limits of [{ memoryMb: 8 }, { cpus: 100 }, { disk: 1 }])
      expect((await ada.send('PATCH', service(), { limits })).status).toBe(400);
  });
});
