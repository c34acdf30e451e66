import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import {
  type ClonedSandbox,
  type EnvironmentView,
  type RouteSetView,
  type SandboxView,
  type TemplateView,
} from '@sdp/protocol';
import { type ApiClient } from './support/api-client.js';
import { ask } from './support/ask.js';
import { BrowserSocket } from './support/browser-socket.js';
import { filesContaining } from './support/invariants.js';
import { PASSWORD, Platform, USERNAME } from './support/platform.js';
import { ProcessWatch } from './support/process-watch.js';
import { rawRequest } from './support/raw-http.js';
import { rawTalk } from './support/raw-talk.js';
import { createShopSandbox, deployAll, push, routeOf, untilInSync, waitForGroup } from './support/shop.js';
import { until } from './support/until.js';

const SECRET = 'canarySecretOfTheShop7Qx';
const EARLIER_SECRET = 'canarySecretOfYesterday9Zw';
const SECRET_URL = 'http://hooks.test/canaryInAnAddress3Kp';
const CANARIES = [SECRET, EARLIER_SECRET, SECRET_URL];

/** The numbers are the rows of the attack list this product is tested against. Here: the domain, on real parts. */
describe('attacks on the domain', () => {
  let platform: Platform;
  let ops: ApiClient;
  let mallory: ApiClient;
  let environment: EnvironmentView;
  let sandbox: SandboxView;
  /** Every request that reached the baseline. */
  const arrived: { method: string; url: string; sandbox: string | null; forwarded: string }[] = [];
  const baseline = createServer((request, response) => {
    const { method = '', url = '', headers } = request;
    const named = headers['x-sandbox'];
    arrived.push({
      method,
      url,
      sandbox: named === undefined ? null : String(named),
      forwarded: String(headers['x-forwarded-host']),
    });
    request.resume().on('end', () => response.end('{"from":"baseline"}'));
  });

  beforeAll(async () => {
    const host = await Platform.bridgeAddress();
    await new Promise<void>((resolve) => baseline.listen(0, host, resolve));
    const baselineUrl = `http://${host}:${(baseline.address() as AddressInfo).port}`;
    platform = await Platform.start({
      repositories: ['orders', 'api-gateway'],
      switch: { baseline: baselineUrl },
    });
    const orders = platform.repository('orders');
    await orders.branch('chatty', 'main');
    await orders.commit('chatty', {
      subject: 'Say too much',
      edits: {
        'main.go': (text) =>
          text.replace('func main() {', 'func main() {\n\tprintln("key " + os.Getenv("API_KEY"))'),
      },
    });
    ops = await platform.newClient('ops');
    mallory = await platform.newClient('ada');
    environment = await platform.api.post('/environments', {
      name: 'shop',
      variables: [
        { name: 'orders_url', value: `${baselineUrl}/orders` },
        { name: 'payments_url', value: `${baselineUrl}/payments` },
        { name: 'API_KEY', value: EARLIER_SECRET, isSecret: true },
        { name: 'hook_url', value: SECRET_URL, isSecret: true },
      ],
    });
    sandbox = await createShopSandbox(platform.api, 'shop', environment.id, {
      orders: 'chatty',
      'api-gateway': 'main',
    });
    await deployAll(platform.api, sandbox.id);
    await untilInSync(platform.api, sandbox.id);
  });

  afterAll(async () => {
    await platform?.stop();
    baseline.closeAllConnections();
    baseline.close();
  });

  describe('20 · what is looked at from the gateway’s host', () => {
    it('is not the host itself, whoever writes a baseline or a variable', async () => {
      let visits = 0;
      const private_ = createServer((_, response) => {
        visits++;
        response.end();
      });
      await new Promise<void>((resolve) => private_.listen(0, '127.0.0.1', resolve));
      const { port } = private_.address() as AddressInfo;
      const own = await mallory.createSandbox({
        name: 'prying',
        variables: {
          one_url: `http://127.0.0.1:${port}/`,
          two_url: `http://localhost:${port}/`,
          three_url: `http://[::ffff:127.0.0.1]:${port}/`,
          four_url: `http://2130706433:${port}/`,
          five_url: 'http://169.254.169.254/latest/meta-data/',
        },
      });
      await mallory.addService(own.id, { repository: 'api-gateway', branch: 'main' });
      const set = await mallory.post<RouteSetView>(`/sandboxes/${own.id}/routes/probe`);
      for (const service of ['one', 'two', 'three', 'four', 'five'])
        expect([service, routeOf(set, service).probe?.problem]).toEqual([
          service,
          expect.stringMatching(/nothing is looked at/),
        ]);
      expect(visits).toBe(0);
      private_.close();
      await mallory.request('DELETE', `/sandboxes/${own.id}`);
    });

    it('is led to by ops only, whichever way somebody else tries', async () => {
      const path = `/sandboxes/${sandbox.id}`;
      const url = new URL('/by-ops', routeOf(await platform.api.get(`${path}/routes`), 'payments').target!)
        .href;
      await ops.request('PUT', `${path}/routes/overrides/payments`, { kind: 'url', url });
      const { sandbox: copy } = await mallory.post<ClonedSandbox>(`${path}/clone`, { name: 'copied' });
      const template = await mallory.post<TemplateView>('/templates/from-sandbox', {
        sandboxId: sandbox.id,
        name: 'copied',
      });
      expect(JSON.stringify(template.content)).not.toContain(url);
      expect(JSON.stringify(await mallory.get(`/sandboxes/${copy.id}/routes`))).not.toContain(url);

      const content = { ...template.content, overrides: { payments: { kind: 'url', url } } };
      const yaml = `name: imported\nservices:\n  orders: {repository: orders, branch: main}\noverrides:\n  payments: {url: "${url}"}\n`;
      const attempts: [string, string, unknown][] = [
        ['PUT', `/sandboxes/${copy.id}/routes/overrides/payments`, { kind: 'url', url }],
        ['POST', '/templates', { name: 'with-address', content }],
        ['POST', `/templates/${template.id}/versions`, { content }],
        ['POST', '/templates/import', { yaml }],
        ['POST', `/sandboxes/${copy.id}/routes/adopt`, {}],
      ];
      for (const [method, to, body] of attempts)
        expect([to, (await mallory.fetch(method, to, body)).status]).toEqual([to, 403]);
      const after = await mallory.get<TemplateView[]>('/templates');
      expect(JSON.stringify(after)).not.toContain(url);
      await mallory.request('DELETE', `/sandboxes/${copy.id}`);
      await ops.request('DELETE', `${path}/routes/overrides/payments`);
    });
  });

  describe('21 · the switch', () => {
    const port = () => Number(new URL(platform.switchUrl).port);

    it.each([
      '/.sandbox//evil.test',
      '/.sandbox/..%2f..%2fevil.test',
      '/.sandbox/%0d%0aSet-Cookie:%20a=b',
      '/.sandbox/shop%00',
      '/.sandbox/shop%0a',
      '/.sandbox/%2e%2e/',
      '/.sandbox/.revision%2f',
      '/.sandbox/shop/',
      '/.sandbox/SHOP',
      '//evil.test/.sandbox/',
      '/.sandbox/?next=//evil.test',
      '/.sandbox/\\evil.test',
    ])('%s leads nowhere else, and sets no cookie but its own', async (path) => {
      const { text } = await rawRequest(port(), `GET ${path}`, { 'x-sandbox': '' });
      const [head = ''] = text.split('\r\n\r\n');
      for (const location of head.matchAll(/^location: (.*)$/gim)) expect(location[1]).toBe('/');
      for (const cookie of head.matchAll(/^set-cookie: (.*)$/gim))
        expect(cookie[1]).toMatch(/^sandbox=(?:shop)?; /);
      expect(head).not.toMatch(/^set-cookie: a=b/im);
    });

    it('shows what a request says of itself as text only', async () => {
      const script = '<script>alert(1)</script>"\'><img src=x onerror=alert(1)>';
      const hostile: Record<string, string>[] = [
        { 'x-sandbox': script },
        { cookie: `sandbox=${encodeURI(script)}` },
        { cookie: `sandbox=${script.replaceAll(';', '')}` },
        { host: `${encodeURIComponent(script)}.sandbox.test` },
      ];
      for (const headers of hostile) {
        const page = await ask(`${platform.switchUrl}/x`, { accept: 'text/html', ...headers });
        expect(page.body).not.toMatch(/<script|<img/i);
        expect(page.body).not.toContain('"from":"baseline"');
        if (page.status === 404)
          expect(page.headers['content-security-policy']).toContain("default-src 'none'");
      }
    });

    it('serves no sandbox under a name that says two things, and never the baseline under one', async () => {
      const before = arrived.length;
      const requests = [
        'GET /orders/x HTTP/1.1\r\nHost: a.test\r\nX-Sandbox: nobody\r\nX-Sandbox: shop\r\n',
        'GET /orders/x HTTP/1.1\r\nHost: a.test\r\nX-Sandbox: shop\r\nX-Sandbox: nobody\r\n',
        'GET /orders/x HTTP/1.1\r\nHost: a.test\r\nX-Sandbox: shop, nobody\r\n',
        'GET /orders/x HTTP/1.1\r\nHost: a.test\r\nX-Sandbox: shop\t\r\nX-Sandbox: \r\n',
        'GET /orders/x HTTP/1.1\r\nHost: a.test\r\nCookie: sandbox=nobody; sandbox=shop\r\n',
        'GET /orders/x HTTP/1.1\r\nHost: a.test\r\nX-Sandbox: ../sandboxes/shop\r\n',
        'GET /orders/x HTTP/1.1\r\nHost: a.test\r\nX-Sandbox: shop\0\r\n',
        'GET /orders/x HTTP/1.1\r\nHost: x.shop.sandbox.test\r\n',
        'GET http://nobody.sandbox.test/orders/x HTTP/1.1\r\nHost: a.test\r\n',
      ];
      for (const request of requests) {
        const answer = await rawTalk(port(), `${request}Connection: close\r\n\r\n`);
        const isOwn = answer.includes('X-Sandbox: shop\t');
        if (!isOwn) expect([request, answer.slice(0, 12)]).toEqual([request, expect.stringMatching(/ 4/)]);
      }
      expect(arrived.slice(before).filter(({ url }) => url.startsWith('/orders/x'))).toEqual([]);
    });

    it('lets nobody smuggle a request past it', async () => {
      const body = '0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: a.test\r\n\r\n';
      const ambiguous = [
        `Content-Length: ${body.length}\r\nTransfer-Encoding: chunked\r\n`,
        'Transfer-Encoding: chunked\r\nContent-Length: 4\r\n',
        `Transfer-Encoding: xchunked\r\nContent-Length: ${body.length}\r\n`,
        'Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n',
        `Content-Length: 0\r\nContent-Length: ${body.length}\r\n`,
        'Content-Length: +5\r\n',
      ];
      for (const head of ambiguous) {
        const sent = `POST /plain HTTP/1.1\r\nHost: a.test\r\n${head}\r\n${body}`;
        expect([head, await rawTalk(port(), sent)]).toEqual([
          head,
          expect.stringMatching(/^HTTP\/1.1 (?:400|501) /),
        ]);
      }
      const toHttp2 =
        'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAA\r\n';
      const answer = await rawTalk(port(), `GET /plain HTTP/1.1\r\nHost: a.test\r\n${toHttp2}\r\n`, 500);
      expect(answer).toMatch(/^HTTP\/1.1 200 /);
      expect(arrived.filter(({ url }) => url === '/smuggled')).toEqual([]);
    });

    it('passes the name on itself, whatever the client says it is', async () => {
      const before = arrived.length;
      await rawTalk(
        port(),
        'GET /plain HTTP/1.1\r\nHost: a.test\r\nX_Sandbox: shop\r\nConnection: close, x-sandbox\r\nX-Forwarded-Host: evil.test\r\n\r\n',
      );
      expect(arrived.slice(before)).toEqual([
        { method: 'GET', url: '/plain', sandbox: null, forwarded: 'a.test' },
      ]);
    });
  });

  it('4 and 5 · neither a password nor a secret is anywhere after a tour of everything', async () => {
    const { api } = platform;
    const path = `/sandboxes/${sandbox.id}`;
    const watch = new ProcessWatch(PASSWORD, ...CANARIES);
    const browser = await BrowserSocket.connect(ops);
    for (const topic of ['sandboxes', 'audit', 'environments', 'templates', 'queue', 'agents'] as const)
      await browser.request('watch', { topic });
    await browser.request('watch', { topic: `sandbox:${sandbox.id}` });
    const shown: string[] = [];
    const look = async (client: ApiClient, ...paths: string[]) => {
      for (const one of paths) {
        const answer = await client.fetch('GET', one);
        expect([one, answer.status]).toEqual([one, 200]);
        shown.push(await answer.text());
      }
    };
    const send = async (client: ApiClient, method: string, to: string, body: unknown = {}) => {
      const answer = await client.fetch(method, to, body);
      shown.push(await answer.text());
      return answer.status;
    };
    const act = async (...request: Parameters<typeof send>) =>
      expect([request, Math.floor((await send(...request)) / 100)]).toEqual([request, 2]);
    const fail = async (...request: Parameters<typeof send>) =>
      expect([request, Math.floor((await send(...request)) / 100)]).toEqual([request, 4]);
    const lines: unknown[] = [];
    browser.socket.on('runtime:lines', (packet: unknown) => lines.push(packet));
    await browser.request('runtime:open', { sandboxId: sandbox.id, service: 'orders', tail: 100 });

    const set = [{ name: 'API_KEY', value: SECRET }];
    await act(api, 'PATCH', `/environments/${environment.id}/variables`, { set });
    const text = `API_KEY="${SECRET}"\nexport MORE='${SECRET}'\n`;
    await act(api, 'POST', `/environments/${environment.id}/import`, { text, secrets: ['MORE'] });
    await fail(api, 'POST', `/environments/${environment.id}/import`, {
      text: `broken ${SECRET}\nA='${SECRET}`,
    });
    await fail(api, 'PATCH', `/environments/${environment.id}/variables`, {
      set: [{ name: SECRET_URL, value: SECRET }],
    });
    await act(api, 'POST', `/environments/${environment.id}/versions/1/restore`);
    await act(api, 'PATCH', `/environments/${environment.id}/variables`, { set });
    await act(mallory, 'POST', `/environments/${environment.id}/clone`, { name: 'shop-too' });
    const environments = await api.get<EnvironmentView[]>('/environments');
    const other = environments.find(({ name }) => name === 'shop-too')!.id;

    const { deployment } = await api.deployWell(sandbox.id, 'orders');
    await api.deployWell(sandbox.id, 'api-gateway');
    await act(api, 'PUT', `${path}/routes/overrides/orders`, { kind: 'baseline' });
    await push(api, sandbox.id);
    await act(api, 'POST', `${path}/routes/probe`);
    await act(api, 'PUT', `${path}/shares`, { users: ['qa', '*'] });
    await act(api, 'PUT', `${path}/hold`, {
      reason: 'test',
      until: new Date(Date.now() + 60_000).toISOString(),
    });
    await act(api, 'DELETE', `${path}/hold`);
    await act(api, 'POST', '/templates/from-sandbox', { sandboxId: sandbox.id, name: 'toured' });
    const template = (await api.get<TemplateView[]>('/templates')).find(({ name }) => name === 'toured')!;
    const made = await api.post<ClonedSandbox>(`/templates/${template.id}/clone`, {
      name: 'toured',
      deploy: true,
    });
    await waitForGroup(api, made.deployment!.id);
    await act(api, 'POST', `${path}/clone`, { name: 'toured-too' });
    await act(api, 'POST', `${path}/services/orders/restart`);
    await act(api, 'POST', `${path}/services/orders/rollback`, { deploymentId: deployment.id });
    await api.get('/repositories/orders/branches');
    await fail(api, 'POST', '/session', { username: PASSWORD, password: PASSWORD });

    const sandboxes = [sandbox.id, made.sandbox.id];
    for (const id of sandboxes)
      await look(
        mallory,
        ...['', '/activity', '/routes', '/routes/preview', '/routes/history'].map(
          (part) => `/sandboxes/${id}${part}`,
        ),
        ...['variables', 'output?tail=500', `output?search=${SECRET}`, 'stats', 'commits'].flatMap((part) =>
          ['orders', 'api-gateway'].map((service) => `/sandboxes/${id}/services/${service}/${part}`),
        ),
      );
    await look(
      mallory,
      ...[
        'sandboxes',
        'agents',
        'queue',
        'routes',
        'deployments?pageSize=100',
        'templates',
        'users',
        'health',
      ].map((list) => `/${list}`),
      ...[environment.id, other].flatMap((id) =>
        ['', '/export', '/versions'].map((part) => `/environments/${id}${part}`),
      ),
      `/environments/compare?left=${environment.id}&right=${other}`,
      `/templates/${template.id}`,
      `/templates/${template.id}/export`,
    );
    const { items } = await api.get<{ items: { id: string }[] }>('/deployments?pageSize=100');
    await look(
      mallory,
      ...items.flatMap(({ id }) => [`/deployments/${id}`, `/deployments/${id}/log/download`]),
    );
    await look(ops, '/audit?pageSize=100', '/audit/export');
    watch.stop();
    shown.push(JSON.stringify(browser.updates), JSON.stringify(lines));
    browser.close();

    const seen = shown.join('\n');
    expect(seen).toContain('key ***');
    const basic = Buffer.from(`${USERNAME}:${PASSWORD}`).toString('base64');
    for (const canary of [PASSWORD, basic, ...CANARIES]) {
      expect([canary, seen.indexOf(canary)]).toEqual([canary, -1]);
      expect([canary, await filesContaining(platform.root, canary, ['go-cache', 'cache'])]).toEqual([
        canary,
        [],
      ]);
    }
    expect([...watch.hits]).toEqual([]);
    for (const { Id } of await platform.containers()) {
      const { Config, Name, Path, Args, HostConfig, Mounts } = await platform.docker
        .getContainer(Id)
        .inspect();
      const told = JSON.stringify({
        labels: Config.Labels,
        cmd: Config.Cmd,
        Name,
        Path,
        Args,
        HostConfig,
        Mounts,
      });
      for (const canary of [PASSWORD, basic, ...CANARIES]) expect(told).not.toContain(canary);
      expect(JSON.stringify(Config.Env)).not.toContain(PASSWORD);
    }
  });

  it('12 · a session whose password was revoked is over before the git server locks the account', async () => {
    const before = platform.git.refusals;
    platform.git.setPassword('another');
    try {
      const asked = Array.from({ length: 20 }, () => mallory.fetch('GET', '/repositories/orders/branches'));
      const statuses = new Set((await Promise.all(asked)).map(({ status }) => status));
      expect([...statuses]).toEqual([401]);
      const afterwards = platform.git.refusals;
      expect(afterwards - before).toBeLessThanOrEqual(3);
      expect((await mallory.fetch('GET', '/session')).status).toBe(401);

      const group = await platform.api.fetch('POST', `/sandboxes/${sandbox.id}/deployments`, {});
      expect(group.status).toBe(201);
      await until('the deployment is refused', 30_000, async () => platform.git.refusals > afterwards);
      await until(
        'the session is over',
        10_000,
        async () => (await platform.api.fetch('GET', '/session')).status === 401,
      );
      expect(platform.git.refusals - afterwards).toBeLessThanOrEqual(2);
    } finally {
      platform.git.setPassword(PASSWORD);
    }
  });
});
