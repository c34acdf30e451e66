import { type DeliveryView, type SandboxSummary, type SandboxView, type TemplateView } from '@sdp/protocol';
import {
  BitbucketStandIn,
  cloudPullRequest,
  cloudPush,
  type PullRequestWish,
  serverPullRequest,
} from '@sdp/testing';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { SandboxLeaving } from '../src/webhooks/pull-requests/sandbox-leaving.js';
import { ReportOutbox } from '../src/webhooks/reporting/report-outbox.js';
import { ControlPlane } from './control-plane.js';
import { A_COMMIT, aGoodRun, type FakeAgent } from './fake-agent.js';
import { type FakeBrowser } from './fake-browser.js';
import { GitHost } from './git-host.js';
import { MovableClock } from './movable-clock.js';
import { waitUntil } from './wait-until.js';

const NEWER = 'dddddddddddddddddddddddddddddddddddddddd';
const START = Date.UTC(2026, 10, 20, 9);

describe('The sandbox of a pull request', () => {
  let plane: ControlPlane;
  let clock: MovableClock;
  let agent: FakeAgent;
  let ada: FakeBrowser;
  let host: GitHost;
  let bitbucket: BitbucketStandIn;
  let folder: string;
  let template: TemplateView;
  let tick = 0;

  const hello = { gitHosts: ['git.test'], capacity: 4 };

  beforeEach(async () => {
    bitbucket = await BitbucketStandIn.start();
    folder = await mkdtemp(join(tmpdir(), 'sdp-token-'));
    const tokenFile = join(folder, 'token');
    await writeFile(tokenFile, `${bitbucket.token}\n`, { mode: 0o600 });
    clock = new MovableClock();
    plane = await ControlPlane.start({
      clock,
      config: {
        leaseMs: 3_600_000,
        publicUrl: 'https://sdp.test',
        bitbucket: { kind: 'cloud', url: bitbucket.url, tokenFile },
      },
    });
    agent = await plane.agent({ hello, answers: { 'branches:list': () => [] } });
    ada = await plane.browser();
    template = await ada.call<TemplateView>('POST', '/api/templates', {
      name: 'checkout',
      content: {
        parameters: [{ name: 'branch' }],
        services: [
          { name: 'orders', repository: 'orders', branch: '${branch}' },
          { name: 'catalog', repository: 'catalog', branch: 'main' },
        ],
      },
    });
    host = await GitHost.withWebhook(ada, plane.url, [{ repository: 'orders', fullName: 'shop/orders' }]);
    await aRule();
  });
  afterEach(async () => {
    await plane.destroy();
    await bitbucket.close();
    await rm(folder, { recursive: true });
  });

  const aRule = (wish: object = {}) =>
    ada.call('POST', `/api/webhooks/${host.webhookId}/rules`, {
      repository: 'orders',
      templateId: template.id,
      branchParameter: 'branch',
      ...wish,
    });
  const tell = (wish: PullRequestWish = {}, made = cloudPullRequest): Promise<DeliveryView> =>
    host.tell(made({ updatedAt: START + ++tick * 1000, ...wish }));
  const deleteRule = async () => {
    const { rules } = await ada.call<{ rules: { id: string }[] }>('GET', `/api/webhooks/${host.webhookId}`);
    await ada.call('DELETE', `/api/webhooks/${host.webhookId}/rules/${rules[0]!.id}`);
  };
  const hold = (id: string) => {
    const until = new Date(Date.now() + 3_600_000).toISOString();
    return ada.call('PUT', `/api/sandboxes/${id}/hold`, { reason: 'a test', until });
  };
  const sandboxes = () => ada.call<SandboxSummary[]>('GET', '/api/sandboxes');
  const named = async (name: string) => (await sandboxes()).find((sandbox) => sandbox.name === name);
  const view = (id: string) => ada.call<SandboxView>('GET', `/api/sandboxes/${id}`);
  const finish = async ({ deploymentIds }: DeliveryView) => {
    for (const id of deploymentIds) await agent.report(await agent.runFrame(id), aGoodRun());
  };
  const opened = async (wish: PullRequestWish = {}) => {
    const delivery = await tell(wish);
    await finish(delivery);
    return (await named(`pr-orders-${wish.number ?? 12}`))!;
  };
  /** Removed as its agent does it. */
  const goneFromHost = () => agent.observe();

  it.each([
    ['Cloud', cloudPullRequest],
    ['Server', serverPullRequest],
  ])(
    'is made from the template with its branch, deployed with the access of the host (%s)',
    async (_, made) => {
      const delivery = await tell({}, made);
      expect(delivery).toMatchObject({ state: 'done', outcome: 'made sandbox pr-orders-12' });
      const { id } = (await named('pr-orders-12'))!;
      const sandbox = await view(id);
      expect(sandbox).toMatchObject({
        owner: 'ada',
        pullRequest: { repository: 'orders', number: 12, state: 'open', isKept: false },
      });
      expect(sandbox.services.map(({ name, branch }) => [name, branch])).toEqual([
        ['catalog', 'main'],
        ['orders', 'feature/x'],
      ]);
      for (const deploymentId of delivery.deploymentIds) {
        const frame = await agent.runFrame(deploymentId);
        expect(frame.access).toBe('agent');
        expect(frame.credentials).toBeUndefined();
      }
      expect((await ada.deployment(delivery.deploymentIds[0]!)).requestedBy).toBe(
        'bitbucket (pull request #12 by Anna)',
      );
    },
  );

  it('is brought to each new commit, and to nothing twice', async () => {
    await opened();
    expect(await tell({ happened: 'updated', title: 'Another title' })).toMatchObject({
      outcome: 'pr-orders-12 is there, and was given this commit already',
    });
    const update = await tell({ happened: 'updated', commit: NEWER });
    expect(update).toMatchObject({ outcome: 'redeploys orders in pr-orders-12' });
    expect(update.deploymentIds).toHaveLength(1);
    expect(await sandboxes()).toHaveLength(1);
  });

  it.each(['merged', 'declined'] as const)('goes when it is %s', async (happened) => {
    await opened();
    expect(await tell({ happened })).toMatchObject({ outcome: 'removes sandbox pr-orders-12' });
    await goneFromHost();
    await waitUntil('the sandbox to be gone', async () => !(await named('pr-orders-12')));
  });

  it('is made whichever event comes first, and not after the last one', async () => {
    const late = START + 1_000_000;
    expect(await tell({ happened: 'updated', updatedAt: late })).toMatchObject({
      outcome: 'made sandbox pr-orders-12',
    });
    expect(await tell({ happened: 'opened', updatedAt: late - 500 })).toMatchObject({ state: 'ignored' });
    expect(await tell({ happened: 'merged', updatedAt: late + 1 })).toMatchObject({
      outcome: 'removes sandbox pr-orders-12',
    });
    expect(await tell({ happened: 'updated', updatedAt: late + 1, commit: NEWER })).toMatchObject({
      outcome: 'something newer of the pull request is known already',
    });
    expect(await tell({ number: 13, happened: 'merged', updatedAt: late })).toMatchObject({
      outcome: 'there is no sandbox for it',
    });
    expect(await tell({ number: 13, happened: 'opened', updatedAt: late - 1 })).toMatchObject({
      state: 'ignored',
    });
    expect(await named('pr-orders-13')).toBeUndefined();
  });

  it('goes even while its first deployment is under way', async () => {
    const delivery = await tell();
    await agent.runFrame(delivery.deploymentIds[0]!);
    expect(await tell({ happened: 'merged' })).toMatchObject({ outcome: 'removes sandbox pr-orders-12' });
    expect((await named('pr-orders-12'))!.isDeleting).toBe(true);
  });

  it('is not made for a fork, for another target, beyond the limit, or over a sandbox of somebody', async () => {
    expect(await tell({ source: 'mallory/orders' })).toMatchObject({
      state: 'refused',
      outcome: expect.stringContaining('comes from a fork'),
    });
    const { rules } = await ada.call<{ rules: { id: string }[] }>('GET', `/api/webhooks/${host.webhookId}`);
    const change = (body: object) =>
      ada.call('PATCH', `/api/webhooks/${host.webhookId}/rules/${rules[0]!.id}`, body);
    await change({ targetBranches: ['main', 'release/*'], maxSandboxes: 1 });
    expect(await tell({ number: 20, target: 'develop' })).toMatchObject({ state: 'ignored' });
    await ada.aSandbox('pr-orders-21');
    expect(await tell({ number: 21 })).toMatchObject({
      state: 'refused',
      outcome: expect.stringContaining('there is a sandbox named pr-orders-21 already'),
    });
    expect(await tell({ number: 22, target: 'release/7' })).toMatchObject({ state: 'done' });
    expect(await tell({ number: 23 })).toMatchObject({
      state: 'refused',
      outcome: 'the rule allows 1 sandboxes at once, and there are 1',
    });
    expect((await sandboxes()).map(({ name }) => name).sort()).toEqual(['pr-orders-21', 'pr-orders-22']);
  });

  it('waits for the end of a hold, and stays when somebody keeps it', async () => {
    const { id } = await opened();
    await hold(id);
    expect(await tell({ happened: 'merged' })).toMatchObject({
      outcome: 'removes sandbox pr-orders-12 when the hold of ada ends',
    });
    expect((await view(id)).isDeleting).toBe(false);
    await ada.call('DELETE', `/api/sandboxes/${id}/hold`);
    await waitUntil('the removal', async () => (await named('pr-orders-12'))?.isDeleting !== false);

    const kept = await opened({ number: 14 });
    await ada.call('PUT', `/api/sandboxes/${kept.id}/pull-request`, { isKept: true });
    expect(await tell({ number: 14, happened: 'declined' })).toMatchObject({
      outcome: 'pr-orders-14 stays, as somebody wished',
    });
    await ada.call('PUT', `/api/sandboxes/${kept.id}/pull-request`, { isKept: false });
    await waitUntil('the removal', async () => (await named('pr-orders-14'))?.isDeleting !== false);
  });

  it('follows pushes like any other once the rule that made it is gone', async () => {
    const { id } = await opened();
    await ada.call('PATCH', `/api/sandboxes/${id}/services/orders`, { follows: true });
    const push = (commit: string) => host.tell(cloudPush({ commit }));
    expect(await push(NEWER)).toMatchObject({
      outcome: expect.stringContaining('which its pull request brings up to date'),
    });
    await deleteRule();
    expect(await tell({ happened: 'updated', commit: NEWER })).toMatchObject({
      outcome: 'there is no rule for pull requests of orders',
    });
    expect(await push('e'.repeat(40))).toMatchObject({
      state: 'done',
      outcome: 'feature/x: redeploys orders in pr-orders-12',
    });
  });

  it('stays after a hold when it was opened again meanwhile, without a rule too', async () => {
    const { id } = await opened();
    await hold(id);
    await tell({ happened: 'declined' });
    await deleteRule();
    await tell({ happened: 'updated' });
    await ada.call('DELETE', `/api/sandboxes/${id}/hold`);
    const leaving = plane.app.get(SandboxLeaving);
    await leaving.goOn();
    expect((await view(id)).isDeleting).toBe(false);

    // As it may be in the database of an earlier version.
    await plane.app.get(DataSource).query(`UPDATE pull_request SET "isLeaving" = 1`);
    await leaving.goOn();
    expect((await view(id)).isDeleting).toBe(false);
    expect(await plane.app.get(DataSource).query(`SELECT "isLeaving" FROM pull_request`)).toEqual([
      { isLeaving: 0 },
    ]);
  });

  it('does not go for an event that somebody recorded and sends with another key', async () => {
    const { id } = await opened();
    for (const [made, eventKey] of [
      [cloudPullRequest, 'pullrequest:fulfilled'],
      [cloudPullRequest, 'pullrequest:rejected'],
      [serverPullRequest, 'pr:deleted'],
    ] as const) {
      const { body } = await host.send({ ...made({ updatedAt: START + ++tick * 1000 }), eventKey });
      await host.outcomeOf(body.deliveryId!);
    }
    expect(await view(id)).toMatchObject({ isDeleting: false, pullRequest: { state: 'open' } });
  });

  it('is made again when it is opened again, after the first one is gone', async () => {
    const first = await opened();
    await tell({ happened: 'declined' });
    const { body } = await host.send(
      cloudPullRequest({ happened: 'updated', updatedAt: START + ++tick * 1000 }),
    );
    await goneFromHost();
    // The first one may still be on its way out: then it is tried again a little later.
    const made = async () =>
      (await host.deliveries()).find(({ id }) => id === body.deliveryId)?.state === 'done';
    await waitUntil('the second sandbox', made, 40_000);
    const second = await named('pr-orders-12');
    expect(second?.isDeleting).toBe(false);
    expect(second?.id).not.toBe(first.id);
  }, 60_000);

  describe('at the git host', () => {
    const comment = () => bitbucket.comments.texts.at(-1) ?? '';
    const stateIs = (state: string) =>
      waitUntil(`the state ${state}`, () => bitbucket.states.at(-1)?.state === state, 15_000);

    it('has a state, and one comment that is kept up to date', async () => {
      const delivery = await tell({ commit: A_COMMIT.id });
      await stateIs('INPROGRESS');
      await finish(delivery);
      await stateIs('SUCCESSFUL');
      expect(bitbucket.states.at(-1)).toMatchObject({
        commit: A_COMMIT.id,
        key: expect.stringMatching(/^sdp-[0-9a-f]{8}$/),
        name: 'Sandbox pr-orders-12',
        description: '2 of 2 services deployed',
        url: expect.stringMatching(/^https:\/\/sdp\.test\/deployments\/[0-9a-f-]{36}$/),
      });
      await waitUntil('the comment', () => comment().includes('runs the newest commit'), 15_000);
      expect(comment()).toContain(`| orders | \`feature/x@${A_COMMIT.id.slice(0, 10)}\` | [succeeded]`);
      expect(bitbucket.comments.ids).toHaveLength(1);
      const posted = bitbucket.calls.filter(
        ({ method, path }) => method === 'POST' && path.endsWith('/comments'),
      );
      expect(posted.map(({ path }) => path)).toEqual([
        '/2.0/repositories/shop/orders/pullrequests/12/comments',
      ]);

      await tell({ happened: 'merged' });
      await goneFromHost();
      await waitUntil('the farewell', () => comment().includes('the pull request was merged'), 15_000);
      expect(bitbucket.comments.ids).toHaveLength(1);
    });

    it('is told again what did not arrive, later and not for ever, while nothing here waits for it', async () => {
      bitbucket.disturbances.push(
        { status: 503 },
        { isCut: true },
        { status: 429, headers: { 'retry-after': '1' } },
      );
      const delivery = await tell({ commit: A_COMMIT.id });
      await finish(delivery);
      const outbox = plane.app.get(ReportOutbox);
      await waitUntil('the state and the comment', () => {
        clock.pass(1_000);
        outbox.wake();
        return bitbucket.states.at(-1)?.state === 'SUCCESSFUL' && bitbucket.comments.ids.length > 0;
      });
      expect(bitbucket.disturbances).toEqual([]);
    });

    it('that refuses the token is not asked again and again, and whoever looks is told why', async () => {
      bitbucket.token = 'another';
      await finish(await tell());
      const failing = await waitUntil('the problem', async () => {
        const { reporting } = await ada.call<{ reporting: { state: string; problem: string | null } }>(
          'GET',
          `/api/webhooks/${host.webhookId}`,
        );
        return reporting.state === 'failing' && reporting;
      });
      expect(failing.problem).toContain('does not take the token of SDP_BITBUCKET_TOKEN_FILE (401)');
      expect(JSON.stringify(failing)).not.toContain('st4nd-in-t0ken');
    });
  });
});
