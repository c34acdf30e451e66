import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type DeliveryView,
  type DeploymentView,
  type Page,
  type SandboxSummary,
  type SandboxView,
  type TemplateView,
} from '@sdp/protocol';
import { BitbucketStandIn, type PullRequestWish, serverPullRequest, serverPush } from '@sdp/testing';
import { type ApiClient } from './support/api-client.js';
import { ask } from './support/ask.js';
import { startBaseline } from './support/baseline.js';
import { expectInvariants, filesContaining } from './support/invariants.js';
import { PASSWORD, Platform } from './support/platform.js';
import { ProcessWatch } from './support/process-watch.js';
import { createShopEnvironment, createShopSandbox } from './support/shop.js';
import { until } from './support/until.js';
import { WebhookSender } from './support/webhook-sender.js';

const READER = 'sdp-reader';
const READ_PASSWORD = `canary-reader-${randomBytes(9).toString('base64url')}`;
const FOLLOWED = 'feature/followed';
const PULLED = 'feature/pulled';
const ORDERS = { repository: 'orders', fullName: 'shop/orders' };
const CLOCK = Date.UTC(2026, 10, 20, 9);

/** Bitbucket Server on one side, Docker on the other: what it tells leads to containers, and it is told of them. */
describe('webhooks', () => {
  let platform: Platform;
  let baseline: Awaited<ReturnType<typeof startBaseline>>;
  let bitbucket: BitbucketStandIn;
  let secrets: string;
  let hook: WebhookSender;
  let api: ApiClient;
  let watch: ProcessWatch;
  let following: SandboxView;
  let pulledId: string;
  let tick = 0;

  beforeAll(async () => {
    baseline = await startBaseline(await Platform.bridgeAddress());
    bitbucket = await BitbucketStandIn.start();
    secrets = await mkdtemp(join(tmpdir(), 'sdp-secrets-'));
    watch = new ProcessWatch(READ_PASSWORD, bitbucket.token);
    const [passwordFile, tokenFile] = await Promise.all([
      secretFile('git-password', READ_PASSWORD),
      secretFile('bitbucket-token', bitbucket.token),
    ]);
    const access = { SDP_GIT_READ_USER: READER, SDP_GIT_READ_PASSWORD_FILE: passwordFile };
    platform = await Platform.start({
      repositories: ['orders', 'api-gateway'],
      accounts: { [READER]: READ_PASSWORD },
      switch: { baseline: baseline.url },
      micro: access,
      gateway: access,
      controlPlane: {
        SDP_BITBUCKET_URL: bitbucket.url,
        SDP_BITBUCKET_KIND: 'server',
        SDP_BITBUCKET_TOKEN_FILE: tokenFile,
        SDP_PUBLIC_URL: 'https://sdp.test',
      },
    });
    api = platform.api;
    await setUp();
    // From here on nobody's own password opens anything: what still reads git does so with the hosts' account.
    platform.git.setPassword('changed since');
  });

  afterAll(async () => {
    watch?.stop();
    await platform?.stop();
    await bitbucket?.close();
    baseline?.close();
    if (secrets) await rm(secrets, { recursive: true });
  });

  async function secretFile(name: string, text: string): Promise<string> {
    const path = join(secrets, name);
    await writeFile(path, `${text}\n`, { mode: 0o600 });
    return path;
  }

  /** A service that follows its branch, a template for pull requests, and the webhook with its rule. */
  async function setUp(): Promise<void> {
    const orders = platform.repository('orders');
    for (const branch of [FOLLOWED, PULLED]) await orders.branch(branch, 'main');
    const environment = await createShopEnvironment(api, baseline.url);
    following = await createShopSandbox(api, 'following', environment.id, { orders: FOLLOWED });
    await api.request('PATCH', `/sandboxes/${following.id}/services/orders`, { follows: true });
    await api.deployWell(following.id, 'orders');
    const template = await api.post<TemplateView>('/templates', {
      name: 'checkout',
      content: {
        environment: environment.name,
        parameters: [{ name: 'branch' }],
        services: [
          { name: 'orders', repository: 'orders', branch: '${branch}', healthPath: '/health' },
          { name: 'api-gateway', repository: 'api-gateway', branch: 'main', healthPath: '/health' },
        ],
      },
    });
    hook = await WebhookSender.make(api, 'shop', [ORDERS]);
    watch.add(hook.secret);
    await api.post(`/webhooks/${hook.id}/rules`, {
      repository: 'orders',
      templateId: template.id,
      branchParameter: 'branch',
    });
  }

  /** Pushes a commit that answers with this version; returns its id. */
  const commit = (branch: string, version: string) =>
    platform.repository('orders').commit(branch, {
      subject: `Call it ${version}`,
      edits: {
        'main.go': (text) => text.replace(/const version = ".*"/, `const version = "${version}"`),
      },
    });
  const pullRequest = (wish: PullRequestWish) =>
    serverPullRequest({ ...wish, branch: PULLED, updatedAt: CLOCK + ++tick * 1_000 });
  const deployments = async () => (await api.get<Page<DeploymentView>>('/deployments?pageSize=100')).items;
  const sandboxNamed = async (name: string) =>
    (await api.get<SandboxSummary[]>('/sandboxes')).find((sandbox) => sandbox.name === name);
  const versionIn = async (sandboxId: string) => {
    const { url } = await api.instance(sandboxId, 'orders');
    return ((await (await fetch(`${url}/orders`)).json()) as { version: string }).version;
  };
  const succeed = async ({ deploymentIds }: DeliveryView) => {
    const ends = await Promise.all(deploymentIds.map((id) => api.waitForEnd(id)));
    for (const { state, error, id } of ends)
      if (state !== 'succeeded') throw new Error(`${state}: ${error?.message}\n${await api.log(id)}`);
    return ends;
  };
  const shows = (state: string, of: string) =>
    until(
      `Bitbucket shows ${state}`,
      45_000,
      async () => bitbucket.states.findLast(({ commit: shown }) => shown === of)?.state === state,
    );

  it('are refused with another signature, and then nothing happens', async () => {
    const before = await deployments();
    const head = await commit(FOLLOWED, 'unsigned');
    const forged = await hook.send(serverPush({ branch: FOLLOWED, commit: head }), { secret: 'another' });
    expect([forged.status, forged.receipt]).toMatchObject([401, { error: { code: 'signature-invalid' } }]);
    expect(await hook.deliveries()).toEqual([]);
    expect(await deployments()).toEqual(before);
    expect(await versionIn(following.id)).toBe('main');
  });

  it('redeploy what follows a branch to the commit that was pushed, and once', async () => {
    const head = await commit(FOLLOWED, 'pushed');
    const push = serverPush({ branch: FOLLOWED, commit: head, by: 'Anna' });
    const delivery = await hook.tell(push, { requestId: 'push-1' });
    expect(delivery).toMatchObject({
      state: 'done',
      outcome: `${FOLLOWED}: redeploys orders in following`,
      report: null,
    });
    const [deployment] = await succeed(delivery);
    expect(deployment).toMatchObject({ commit: { id: head }, requestedBy: 'bitbucket (push by Anna)' });
    expect(await versionIn(following.id)).toBe('pushed');

    const count = (await deployments()).length;
    for (const requestId of ['push-1', 'somebody-recorded-it']) {
      const { status, receipt } = await hook.send(push, { requestId });
      expect([status, receipt]).toEqual([200, { outcome: 'seen', deliveryId: delivery.id }]);
    }
    expect(await deployments()).toHaveLength(count);
    const containers = await platform.containers({ 'sdp.sandbox': following.id });
    expect(containers.map(({ Labels }) => Labels['sdp.deployment'])).toEqual([deployment!.id]);
  });

  it('make a sandbox for a pull request, which answers with its branch, and tell Bitbucket', async () => {
    const head = await commit(PULLED, 'opened');
    const opened = pullRequest({ happened: 'opened', commit: head });
    const delivery = await hook.tell(opened, { requestId: 'opened-1' });
    expect(delivery).toMatchObject({ state: 'done', outcome: 'made sandbox pr-orders-12' });
    await shows('INPROGRESS', head);
    await succeed(delivery);
    pulledId = (await sandboxNamed('pr-orders-12'))!.id;
    await until('it answers with the branch', 30_000, async () => {
      const { json } = await ask(`${platform.switchUrl}/orders/orders`, { 'x-sandbox': 'pr-orders-12' });
      return json?.version === 'opened';
    });

    await shows('SUCCESSFUL', head);
    const told = await hook.untilDelivery(
      delivery.id,
      'the record says so',
      ({ report }) => report?.state === 'sent',
    );
    expect(told.report).toEqual({ state: 'sent', problem: null });
    const [comment, ...more] = bitbucket.comments.texts;
    expect(more).toEqual([]);
    expect(comment).toContain('runs the newest commit');
    expect(comment).toContain(`\`${PULLED}@${head.slice(0, 10)}\``);
    expect(comment).toContain('It answers at http://pr-orders-12.sandbox.test');

    const count = (await deployments()).length;
    expect(await hook.send(opened, { requestId: 'opened-1' })).toMatchObject({ status: 200 });
    // The same news once more, and told at another time: another delivery, and nothing is done twice.
    expect(await hook.tell(pullRequest({ happened: 'updated', commit: head }))).toMatchObject({
      outcome: 'pr-orders-12 is there, and was given this commit already',
      deploymentIds: [],
    });
    expect(await deployments()).toHaveLength(count);
  });

  it.each([
    ['answers 404', { status: 404 }, 'failed', '(404)'],
    ['answers 409', { status: 409 }, 'waiting', 'answered 409'],
    ['answers 500', { status: 500 }, 'waiting', 'answered 500'],
    ['does not answer in time', { delayMs: 15_000 }, 'waiting', 'not within 10 s'],
  ])(
    'bring the sandbox to a new commit while Bitbucket %s, and say so in the delivery’s record',
    async (what, disturbance, state, problem) => {
      bitbucket.lasting = disturbance;
      const head = await commit(PULLED, what);
      const delivery = await hook.tell(pullRequest({ happened: 'updated', commit: head }));
      const [deployment] = await succeed(delivery);
      expect(deployment).toMatchObject({ commit: { id: head } });
      expect(await versionIn(pulledId)).toBe(what);
      const told = await hook.untilDelivery(
        delivery.id,
        `it says that Bitbucket ${what}`,
        ({ report }) => report?.state === state && (report.problem ?? '').includes(problem),
      );
      expect(told.state).toBe('done');
    },
  );

  it('tell Bitbucket by themselves once it answers again', async () => {
    bitbucket.lasting = null;
    const head = await platform.repository('orders').head(PULLED);
    await shows('SUCCESSFUL', head);
    const [newest] = await hook.deliveries();
    await hook.untilDelivery(newest!.id, 'all has arrived', ({ report }) => report?.state === 'sent');
    expect(bitbucket.comments.texts).toHaveLength(1);
    expect(bitbucket.comments.texts[0]).toContain(`@${head.slice(0, 10)}`);
  });

  it.each([
    ['declined', 13],
    ['merged', 12],
  ] as const)(
    'remove the sandbox of a pull request that is %s, with all it has in Docker',
    async (end, number) => {
      const name = `pr-orders-${number}`;
      const head = await platform.repository('orders').head(PULLED);
      if (!(await sandboxNamed(name)))
        await succeed(await hook.tell(pullRequest({ happened: 'opened', number, commit: head })));
      const { id } = (await sandboxNamed(name))!;
      expect(await inDocker(id)).toMatchObject({ containers: 2, networks: 1 });

      const delivery = await hook.tell(pullRequest({ happened: end, number, commit: head }));
      expect(delivery).toMatchObject({ state: 'done', outcome: `removes sandbox ${name}` });
      await until('nothing of it is left', 60_000, async () => !(await sandboxNamed(name)));
      expect(await inDocker(id)).toEqual({ containers: 0, networks: 0 });
      const goodbye = `Sandbox ${name} was removed: the pull request was ${end}.`;
      await until('Bitbucket is told', 30_000, async () => bitbucket.comments.texts.includes(goodbye));
    },
  );

  async function inDocker(sandboxId: string): Promise<{ containers: number; networks: number }> {
    const label = [`sdp.sandbox=${sandboxId}`];
    const networks = await platform.docker.listNetworks({ filters: { label } });
    return {
      containers: (await platform.containers({ 'sdp.sandbox': sandboxId })).length,
      networks: networks.length,
    };
  }

  it('leave no secret in a command line, a file, an answer, a log or a container', async () => {
    platform.git.setPassword(PASSWORD);
    const ops = await platform.newClient('ops');
    const ids = (await deployments()).map(({ id }) => id);
    const paths = [
      ...['webhooks', `webhooks/${hook.id}`, `webhooks/${hook.id}/deliveries`, 'agents', 'repositories'],
      ...['sandboxes', `sandboxes/${following.id}`, `sandboxes/${following.id}/activity`, 'templates'],
      ...['deployments?pageSize=100', 'audit?pageSize=100', 'audit/export', 'queue', 'health', 'metrics'],
      ...ids.flatMap((id) => [`deployments/${id}`, `deployments/${id}/log/download`]),
    ];
    const answers = await Promise.all(
      paths.map(async (path) => {
        const answer = await ops.fetch('GET', `/${path}`);
        expect([path, answer.status]).toEqual([path, 200]);
        return answer.text();
      }),
    );
    const containers = await Promise.all(
      (await platform.containers()).map(({ Id }) => platform.docker.getContainer(Id).inspect()),
    );
    watch.stop();
    expect(watch.looks).toBeGreaterThan(20);
    expect([...watch.hits]).toEqual([]);

    const seen = JSON.stringify([answers, containers, bitbucket.comments.texts, bitbucket.states]);
    const basic = Buffer.from(`${READER}:${READ_PASSWORD}`).toString('base64');
    for (const canary of [READ_PASSWORD, basic, hook.secret, bitbucket.token]) {
      expect([canary, seen.includes(canary)]).toEqual([canary, false]);
      // Databases, logs, mirrors with their `config`, work trees, spools.
      expect([canary, await filesContaining(platform.root, canary)]).toEqual([canary, []]);
    }
    await expectInvariants(platform);
  });
});
