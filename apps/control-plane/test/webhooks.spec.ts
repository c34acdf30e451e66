import {
  type AgentView,
  type DeploymentView,
  type ErrorBody,
  type Page,
  type SandboxView,
  type AuditEntry,
  type WebhookView,
  type WebhookWithSecret,
} from '@sdp/protocol';
import { cloudPullRequest, cloudPush, serverPing, serverPush, signed } from '@sdp/testing';
import { DataSource } from 'typeorm';
import { ControlPlane } from './control-plane.js';
import { deployed } from './deployed.js';
import { A_COMMIT, aGoodRun, type FakeAgent } from './fake-agent.js';
import { type FakeBrowser } from './fake-browser.js';
import { GitHost } from './git-host.js';
import { waitUntil } from './wait-until.js';

const NEWER = 'dddddddddddddddddddddddddddddddddddddddd';

describe('Webhooks', () => {
  let plane: ControlPlane;
  let agent: FakeAgent;
  let ada: FakeBrowser;
  let host: GitHost;
  let sandboxId: string;

  const hello = { gitHosts: ['git.test'], capacity: 4 };
  const orders = [{ repository: 'orders', fullName: 'Shop/Orders' }];
  const follow = (service: object = {}) => ({
    repository: 'orders',
    branch: 'feature/x',
    follows: true,
    ...service,
  });
  const push = (wish: Parameters<typeof cloudPush>[0] = {}) => cloudPush({ commit: NEWER, ...wish });
  const path = (more = '') => `/api/sandboxes/${sandboxId}${more}`;
  const deployments = async () =>
    (await ada.call<Page<DeploymentView>>('GET', `/api/deployments?sandboxId=${sandboxId}`)).items;
  /** A good run of the branch, at the commit that the agent reports for everything. */
  const deployedOnce = async (service = 'orders') => {
    const frame = await deployed(agent, ada, sandboxId, service);
    await agent.observe({ ...frame });
  };

  beforeEach(async () => {
    plane = await ControlPlane.start({ config: { leaseMs: 3_600_000 } });
    agent = await plane.agent({ hello, answers: { 'branches:list': () => [] } });
    ada = await plane.browser();
    ({ id: sandboxId } = await ada.aSandboxWith(follow()));
    host = await GitHost.withWebhook(ada, plane.url, orders);
  });
  afterEach(() => plane.destroy());

  describe('let in', () => {
    it('what is signed with their secret, once, and say at once that they have it', async () => {
      const wish = { requestId: 'a-request' };
      const first = await host.send(push(), wish);
      expect(first).toMatchObject({ status: 202, body: { outcome: 'accepted' } });
      const again = await host.send(push(), wish);
      expect(again).toMatchObject({
        status: 200,
        body: { outcome: 'seen', deliveryId: first.body.deliveryId },
      });
      // The id of a request is not signed: somebody who recorded it may send it with another.
      const opened = await host.send(cloudPullRequest(), { requestId: 'of-a-pull-request' });
      expect(opened).toMatchObject({ status: 202 });
      expect(await host.send(cloudPullRequest(), { requestId: 'another' })).toMatchObject({
        status: 200,
        body: { outcome: 'seen', deliveryId: opened.body.deliveryId },
      });
      const dated = serverPush({ branch: 'feature/x', commit: NEWER });
      const pushed = await host.send(dated, { requestId: 'of-a-push' });
      expect(await host.send(dated, { requestId: 'yet-another' })).toMatchObject({
        status: 200,
        body: { outcome: 'seen', deliveryId: pushed.body.deliveryId },
      });
      expect(await host.deliveries()).toHaveLength(3);
    });

    it('nothing else, and do not say which webhooks there are', async () => {
      const { body, headers } = signed(push(), 'another secret');
      const refusals = [
        await host.post(body, headers),
        await host.send(push(), { headers: { 'x-hub-signature': undefined } }),
        await host.send(push(), { headers: { 'x-hub-signature': 'sha1=0123' } }),
        await host.post(`${signed(push(), host.secret).body} `, signed(push(), host.secret).headers),
        await ada.send<ErrorBody>('POST', '/api/webhooks/bitbucket/00000000-0000-4000-8000-000000000000', {}),
      ];
      for (const { status, body: refusal } of refusals)
        expect([status, refusal.error.code]).toEqual([401, 'signature-invalid']);
      expect(new Set(refusals.map(({ body: refusal }) => refusal.error.message)).size).toBe(1);
      expect(await host.deliveries()).toEqual([]);
    });

    it('a ping, which is no delivery, and no body that is too large', async () => {
      expect(await host.send(serverPing(), { idHeader: 'x-request-id' })).toMatchObject({
        status: 200,
        body: { outcome: 'pong' },
      });
      const large = { eventKey: 'repo:push', body: { padding: 'x'.repeat(1_100_000) } };
      expect(await host.send(large)).toMatchObject({ status: 413 });
      expect(await host.deliveries()).toEqual([]);
    });

    it('what nobody knows or can read, to say that it is ignored', async () => {
      await host.send({ eventKey: 'repo:fork', body: {} });
      await host.send({ eventKey: 'repo:push', body: { push: { changes: 'all' } } });
      const [unreadable, unknown] = await host.deliveries();
      expect(unknown).toMatchObject({ state: 'ignored', outcome: 'the event is nothing to act on' });
      expect(unreadable).toMatchObject({
        state: 'ignored',
        outcome: expect.stringContaining('changes is no list'),
      });
    });
  });

  describe('have a secret', () => {
    it('that is shown once, sealed in the database, and worthless after a rotation', async () => {
      const rows = await plane.app.get(DataSource).query(`SELECT * FROM webhook`);
      expect(JSON.stringify(rows)).not.toContain(host.secret);
      const { text } = await ada.send('GET', '/api/webhooks');
      expect(text).not.toContain(host.secret);

      const old = host.secret;
      const rotated = await ada.call<WebhookWithSecret>('POST', `/api/webhooks/${host.webhookId}/secret`);
      expect(rotated.secret).not.toBe(old);
      expect(await host.send(push())).toMatchObject({ status: 401 });
      host.secret = rotated.secret;
      expect(await host.send(push())).toMatchObject({ status: 202 });
    });

    it('that needs a master key, and does not open with another one', async () => {
      const masterKey = 'f00d0c7be2954a36d07f3be8a1c4592e6b0d83fa71c25e4908bd6f1a3c7e5d20';
      const { dataDir } = plane;
      await plane.close();
      const start = (config: object) =>
        ControlPlane.start({ dataDir, config: { leaseMs: 3_600_000, ...config } });
      await expect(start({ masterKey })).rejects.toThrow('webhooks shop');
      const previousMasterKey = '8f1d0c7be2954a36d07f3be8a1c4592e6b0d83fa71c25e4908bd6f1a3c7e5d20';
      plane = await start({ masterKey, previousMasterKey });
      await plane.close();
      plane = await start({ masterKey });
      await plane.agent({ hello });
      const other = await plane.browser();
      const { status } = await other.send('GET', '/api/webhooks');
      expect(status).toBe(200);
    });
  });

  it('are made by developers who can read the repositories themselves', async () => {
    agent.answers['branches:list'] = () => ({
      ok: false,
      error: { code: 'repository-unknown', message: 'The git server knows no such repository.' },
    });
    const request = { name: 'another', repositories: orders };
    expect(await ada.send('POST', '/api/webhooks', request)).toMatchObject({ status: 404 });
    const olga = await plane.browser('olga');
    expect(await olga.send('POST', '/api/webhooks', request)).toMatchObject({
      status: 201,
    });
  });

  it('are told live to whoever watches', async () => {
    const socket = await ada.connect();
    await socket.ask('watch', { topic: 'webhooks' });
    await host.tell(push());
    await waitUntil('the update', () =>
      ada.updates.find((update) => update.kind === 'webhook-changed' && update.id === host.webhookId),
    );
  });

  describe.each([
    ['Bitbucket Cloud', cloudPush],
    ['Bitbucket Server', serverPush],
  ])('A push at %s', (_, made) => {
    it('redeploys what follows the branch, without anybody being signed in', async () => {
      await deployedOnce();
      await ada.call('DELETE', '/api/session');
      ada = await plane.browser('bob');
      const { body } = await host.send(made({ commit: NEWER, by: 'Anna' }));
      const deployment = await waitUntil('the deployment', async () =>
        (await deployments()).find(({ requestedBy }) => requestedBy === 'bitbucket (push by Anna)'),
      );
      const frame = await agent.runFrame(deployment.id);
      expect(frame).toMatchObject({ access: 'agent', branch: 'feature/x', repository: 'orders' });
      expect(frame.credentials).toBeUndefined();
      await agent.report(frame, aGoodRun());
      await ada.deploymentIn(deployment.id, 'succeeded');
      const views = await (
        await plane.browser('olga')
      ).call<Page<AuditEntry>>('GET', '/api/audit?pageSize=50');
      expect(views.items).toContainEqual(
        expect.objectContaining({ action: 'deployment.followed', actor: 'bitbucket (push by Anna)' }),
      );
      expect(body.deliveryId).not.toBeNull();
    });

    it('of a tag, of a branch that was deleted, and of one that nothing follows, changes nothing', async () => {
      await deployedOnce();
      const before = await deployments();
      expect(await host.tell(made({ tag: 'v1' }))).toMatchObject({
        state: 'ignored',
        outcome: expect.stringContaining('tags are not deployed (v1)'),
      });
      expect(await host.tell(made({ commit: null }))).toMatchObject({
        state: 'ignored',
        outcome: 'feature/x was deleted: nothing is redeployed, orders in checkout stays as it is',
      });
      expect(await host.tell(made({ branch: 'other' }))).toMatchObject({ outcome: 'nothing follows other' });
      expect(await host.tell(made({ repository: 'shop/else' }))).toMatchObject({
        outcome: 'it is about shop/else, which this webhook is not for',
      });
      expect(await deployments()).toEqual(before);
    });
  });

  it('leave alone what was never deployed, is stopped, pinned, or does not follow', async () => {
    await ada.call('POST', path('/services'), { ...follow({ follows: false }), name: 'still' });
    for (const name of ['fresh', 'pinned', 'stopped'])
      await ada.call('POST', path('/services'), follow({ name }));
    for (const name of ['orders', 'pinned', 'stopped', 'still']) await deployed(agent, ada, sandboxId, name);
    await ada.call('PATCH', path('/services/pinned'), { commit: A_COMMIT.id });
    await ada.call('POST', path('/services/stopped/stop'));
    const { outcome, deploymentIds } = await host.tell(push());
    expect(outcome).toBe(
      'feature/x: not fresh in checkout, which was never deployed: deploy it once; redeploys orders in checkout; ' +
        'not pinned in checkout, which is pinned to a commit; not stopped in checkout, which is stopped',
    );
    expect(deploymentIds).toHaveLength(1);
  });

  it('redeploy nothing for a commit that runs already, and one after a forced push again', async () => {
    await deployedOnce();
    expect(await host.tell(push({ commit: A_COMMIT.id }))).toMatchObject({
      outcome: expect.stringContaining('which runs that commit already'),
    });
    expect(await host.tell(push({ isForced: true }))).toMatchObject({ state: 'done' });
  });

  it('redeploy for a push that is done again after it was taken back, though it looks the same', async () => {
    await deployedOnce();
    const finish = async ([id = '']: string[]) => agent.report(await agent.runFrame(id), aGoodRun());
    const away = push({ before: A_COMMIT.id });
    await finish((await host.tell(away, { requestId: 'first' })).deploymentIds);
    const back = push({ before: NEWER, commit: A_COMMIT.id, isForced: true });
    expect(await host.tell(back)).toMatchObject({ state: 'ignored' });

    const again = await host.tell(away, { requestId: 'third' });
    expect(again).toMatchObject({ state: 'done', outcome: 'feature/x: redeploys orders in checkout' });
    await finish(again.deploymentIds);
    for (const requestId of ['first', 'third'])
      expect(await host.send(away, { requestId })).toMatchObject({ status: 200, body: { outcome: 'seen' } });
  });

  it('wait for what runs, take what waits along, and so build a burst of pushes twice at most', async () => {
    await deployedOnce();
    const first = await host.tell(push());
    const frame = await agent.runFrame(first.deploymentIds[0]!);
    const commits = ['1', '2', '3', '4'].map((digit) => digit.repeat(40));
    const burst = [];
    for (const commit of commits) burst.push(await host.tell(push({ commit })));
    expect(burst.flatMap(({ deploymentIds }) => deploymentIds)).toHaveLength(1);
    expect(burst[3]!.outcome).toContain('still waits and takes the newest commit when it goes');
    expect(agent.framesOf('deployment:cancel')).toEqual([]);
    await agent.report(frame, aGoodRun());
    await agent.runFrame(burst[0]!.deploymentIds[0]!);
  });

  it("supersede what waits of somebody's, since the newest wins", async () => {
    await deployedOnce();
    const running = await ada.deploy(sandboxId, 'orders');
    await agent.runFrame(running.id);
    const blocked = await host.tell(push());
    expect(await ada.deployment(blocked.deploymentIds[0]!)).toMatchObject({ state: 'queued' });
    const newest = await ada.deploy(sandboxId, 'orders');
    expect(await ada.deployment(blocked.deploymentIds[0]!)).toMatchObject({ state: 'superseded' });
    expect(newest.state).toBe('queued');
  });

  it('park behind a hold, whoever holds', async () => {
    await deployedOnce();
    const until = new Date(Date.now() + 3_600_000).toISOString();
    await ada.call('PUT', path('/hold'), { reason: 'a test', until });
    const { deploymentIds } = await host.tell(push());
    expect(await ada.deployment(deploymentIds[0]!)).toMatchObject({
      state: 'queued',
      queue: { waitsFor: expect.stringContaining('the hold of ada') },
    });
    await ada.call('DELETE', path('/hold'));
    await agent.runFrame(deploymentIds[0]!);
  });

  it('do nothing in a sandbox that is stopped as a whole', async () => {
    await deployedOnce();
    await ada.call('POST', path('/stop'));
    expect(await host.tell(push())).toMatchObject({
      state: 'ignored',
      outcome: expect.stringContaining('whose sandbox is stopped'),
    });
  });

  it('fail, and say why, where the agent cannot read git by itself', async () => {
    await deployedOnce();
    agent.close();
    agent = await plane.agent({
      hello: { gitHosts: ['other.test'] },
      answers: { 'branches:list': () => [] },
    });
    const agents = await ada.call<AgentView[]>('GET', '/api/agents');
    expect(agents.find(({ name }) => name === 'micro-1')).toMatchObject({ gitHosts: ['other.test'] });
    expect(await host.tell(push())).toMatchObject({
      state: 'failed',
      outcome: expect.stringContaining('agent micro-1 has no read access of its own to git.test'),
    });
  });

  it('work once on what they took before a crash', async () => {
    await deployedOnce();
    const { body } = await host.send(push());
    await host.outcomeOf(body.deliveryId!);
    // As if the process had died after the event was written down, and before it was worked on.
    const database = plane.app.get(DataSource);
    await database.query(`DELETE FROM deployment WHERE "requestedBy" LIKE 'bitbucket%'`);
    await database.query(
      `UPDATE webhook_delivery SET state = 'waiting', outcome = '', "deploymentIds" = '[]'`,
    );
    plane = await plane.restart();
    agent = await plane.agent({ hello });
    ada = await plane.browser();
    const ordered = await waitUntil('the deployment', async () => {
      const found = (await deployments()).filter(({ requestedBy }) => requestedBy.startsWith('bitbucket'));
      return found.length > 0 && found;
    });
    expect(ordered).toHaveLength(1);
    plane = await plane.restart();
    agent = await plane.agent({ hello });
    ada = await plane.browser();
    expect(
      (await deployments()).filter(({ requestedBy }) => requestedBy.startsWith('bitbucket')),
    ).toHaveLength(1);
  });

  it('work on a delivery again when somebody asks for it', async () => {
    const before = await host.tell(push());
    expect(before).toMatchObject({ state: 'ignored' });
    await deployedOnce();
    await ada.call('POST', `/api/webhooks/${host.webhookId}/deliveries/${before.id}/redeliver`);
    const after = await host.outcomeOf(before.id);
    expect(after).toMatchObject({ state: 'done', outcome: 'feature/x: redeploys orders in checkout' });
  });

  it('are gone with their deliveries when they are deleted', async () => {
    await host.tell(push());
    await ada.call('DELETE', `/api/webhooks/${host.webhookId}`);
    expect(await ada.call<WebhookView[]>('GET', '/api/webhooks')).toEqual([]);
    expect(await host.send(push())).toMatchObject({ status: 401 });
  });

  it('take their repository from its URL, unless somebody says how the git host calls it', async () => {
    const request = { name: 'by-url', repositories: [{ repository: 'orders' }] };
    const refusal = await ada.send<ErrorBody>('POST', '/api/webhooks', request);
    expect(refusal.body.error.message).toContain('orders is no <workspace or project>/<repository>');
    const { repositories } = await ada.call<WebhookView>('GET', `/api/webhooks/${host.webhookId}`);
    expect(repositories).toEqual([{ repository: 'orders', fullName: 'shop/orders' }]);
  });

  it('are followed by what a template says, and a sandbox shows it', async () => {
    const content = { services: [{ name: 'orders', ...follow() }] };
    const template = await ada.call<{ id: string }>('POST', '/api/templates', { name: 'following', content });
    const { sandbox } = await ada.call<{ sandbox: SandboxView }>(
      'POST',
      `/api/templates/${template.id}/clone`,
      {
        name: 'copy',
      },
    );
    const view = await ada.call<SandboxView>('GET', `/api/sandboxes/${sandbox.id}`);
    expect(view.services[0]).toMatchObject({ follows: true });
    const { text } = await ada.send('GET', `/api/templates/${template.id}/export`);
    expect(text).toContain('follows: true');
  });
});
