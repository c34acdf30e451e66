import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { io } from 'socket.io-client';
import { AGENTS_NAMESPACE, PROTOCOL_VERSION, SOCKET_PATH, type SandboxView } from '@sdp/protocol';
import { ApiClient } from './support/api-client.js';
import { BrowserSocket } from './support/browser-socket.js';
import { filesContaining } from './support/invariants.js';
import { Platform, PASSWORD, USERNAME } from './support/platform.js';
import { ProcessWatch } from './support/process-watch.js';
import { rawRequest } from './support/raw-http.js';

/** The numbers are the rows of the attack list this product is tested against. */
describe('attacks', () => {
  let platform: Platform;
  let sandbox: SandboxView;
  let marker: string;

  beforeAll(async () => {
    platform = await Platform.start({ repositories: ['orders'] });
    sandbox = await platform.api.createSandbox({ name: 'attacked' });
    await platform.api.addService(sandbox.id, {
      repository: 'orders',
      branch: 'main',
      healthPath: '/health',
    });
    marker = join(platform.root, 'attacked');
  });

  afterEach(() => expect(existsSync(marker)).toBe(false));
  afterAll(() => platform?.stop(), 60_000);

  const status = async (method: string, path: string, body?: unknown): Promise<number> =>
    (await platform.api.fetch(method, path, body)).status;

  describe('1 · shell metacharacters', () => {
    const hostile = () => [
      `$(touch ${marker})`,
      `\`touch ${marker}\``,
      `a; touch ${marker}`,
      `a && touch ${marker}`,
      `a\ntouch ${marker}`,
      `a | touch ${marker}`,
      '../../etc',
      'a\u0000b',
      '',
      '-rf',
      'x'.repeat(5_000),
    ];

    it('are refused in every name, with the field named', async () => {
      for (const name of hostile()) {
        expect(await status('POST', '/sandboxes', { name })).toBe(400);
        expect(await status('PATCH', `/sandboxes/${sandbox.id}`, { name })).toBe(400);
        const service = { name: 'fine', repository: 'orders', branch: 'main' };
        for (const field of ['name', 'repository', 'branch'] as const) {
          const path = `/sandboxes/${sandbox.id}/services`;
          expect([400, 404, 422]).toContain(await status('POST', path, { ...service, [field]: name }));
        }
        if (name !== '') {
          const variables = { [name]: 'value' };
          expect(await status('PATCH', `/sandboxes/${sandbox.id}`, { variables })).toBe(400);
        }
        const deployments = `/sandboxes/${sandbox.id}/services/orders/deployments`;
        expect(await status('POST', deployments, { branch: name })).toBe(400);
        expect(await status('POST', deployments, { commit: name })).toBe(400);
      }
    });
  });

  describe('2 · git options and transports', () => {
    it.each([
      '--upload-pack=touch x',
      '-c protocol.ext.allow=always',
      'ext::sh -c "touch x"',
      'EXT::sh -c "touch x"',
      'file:///etc',
      'FILE:///etc',
      '/etc',
      'ssh://git@127.0.0.1/x.git',
      'git@127.0.0.1:x.git',
      'http://127.0.0.1:9/not-allowed.git',
      'http://user:pass@127.0.0.1:9/x.git',
      'https://example.org/x.git',
      'http://127.0.0.1\r\nHost: x/y.git',
    ])('repository URL %j is refused', async (url) => {
      expect([400, 403, 422]).toContain(
        await status('POST', '/repositories', { name: 'evil', url, kind: 'micro' }),
      );
      const repositories = await platform.api.get<{ name: string }[]>('/repositories');
      expect(repositories.map(({ name }) => name)).not.toContain('evil');
    });

    it.each(['--upload-pack=touch', '-x', '--', 'HEAD..main', 'a@{1}', 'refs/../../x', 'a b', 'a.lock'])(
      'branch %j is refused',
      async (branch) => {
        expect(await status('POST', `/sandboxes/${sandbox.id}/services/orders/deployments`, { branch })).toBe(
          400,
        );
      },
    );
  });

  describe('4 · the password', () => {
    it('is in no command line, file, log, event, error, or container while and after a deployment', async () => {
      const watch = new ProcessWatch(PASSWORD);
      const { deployment } = await platform.api.deployWell(sandbox.id, 'orders');
      await platform.api.get('/repositories/orders/branches');
      await platform.newClient();
      watch.stop();

      expect(watch.looks).toBeGreaterThan(20);
      expect([...watch.hits]).toEqual([]);
      expect(await filesContaining(platform.root, PASSWORD)).toEqual([]);
      expect(
        await filesContaining(platform.root, Buffer.from(`${USERNAME}:${PASSWORD}`).toString('base64')),
      ).toEqual([]);
      expect(await platform.api.log(deployment.id)).not.toContain(PASSWORD);
      expect(JSON.stringify(await platform.api.deployment(deployment.id))).not.toContain(PASSWORD);
      for (const { Id } of await platform.containers()) {
        expect(JSON.stringify(await platform.docker.getContainer(Id).inspect())).not.toContain(PASSWORD);
      }
    });

    it('is not sent to where a git server redirects', async () => {
      const seen: (string | undefined)[] = [];
      const thief = createServer((request, response) => {
        seen.push(request.headers.authorization);
        response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end();
      });
      await new Promise<void>((resolve) => thief.listen(0, '127.0.0.1', resolve));
      platform.git.redirectTo(`http://127.0.0.1:${(thief.address() as AddressInfo).port}`);
      try {
        const stranger = new ApiClient(platform.api.baseUrl);
        await expect(stranger.signIn(USERNAME, PASSWORD)).rejects.toThrow();
        expect(seen.filter((authorization) => authorization !== undefined)).toEqual([]);
      } finally {
        platform.git.redirectTo(null);
        thief.close();
      }
    });
  });

  describe('6 · paths out of the tree', () => {
    it.each([
      '..%2f..%2f..%2fetc%2fpasswd',
      '%2e%2e%2f%2e%2e',
      '..',
      '%00',
      'a%00.log',
      '....//',
      '%252e%252e',
    ])('id %s reads nothing', async (id) => {
      for (const path of [
        `/api/deployments/${id}/log`,
        `/api/deployments/${id}`,
        `/api/sandboxes/${id}`,
        `/api/repositories/${id}/branches`,
        `/${id}`,
      ]) {
        const answer = await rawRequest(platform.controlPort, `GET ${path}`, { cookie: platform.api.cookie });
        expect(answer.text).not.toContain('root:');
        if (path.startsWith('/api/deployments')) expect([400, 404]).toContain(answer.status);
      }
    });
  });

  describe('8 · foreign sockets', () => {
    const foreign: [string, string | null][] = [
      ['another site', 'https://evil.example'],
      ['the null origin', 'null'],
      ['no origin', null],
    ];
    for (const transports of [['websocket'], ['polling']]) {
      it.each(foreign)(`%s over ${transports.join()} is refused`, async (_, origin) => {
        await expect(BrowserSocket.connect(platform.api, { origin, transports })).rejects.toThrow();
      });

      it(`no session over ${transports.join()} is refused`, async () => {
        await expect(
          BrowserSocket.connect(new ApiClient(platform.api.baseUrl), { transports }),
        ).rejects.toThrow();
      });
    }
  });

  describe('10 · tricks around the guard', () => {
    it.each([
      'GET /api/sandboxes',
      'GET /api/sandboxes/',
      'GET /API/sandboxes',
      'GET /api/%73andboxes',
      'GET /api//sandboxes',
      'GET //api/sandboxes',
      'GET /api/./sandboxes',
      'GET /x/../api/sandboxes',
      'HEAD /api/sandboxes',
      'OPTIONS /api/sandboxes',
      'GET /api/sandboxes;x=1',
      'GET /api/health/../sandboxes',
      'GET /api/agents',
      'GET /api/deployments',
    ])('%s without a session shows nothing', async (requestLine) => {
      const answer = await rawRequest(platform.controlPort, requestLine);
      expect(answer.text).not.toContain('attacked');
      expect(answer.text).not.toContain(platform.names.micro);
    });

    it('an absolute request target neither', async () => {
      const target = `GET http://127.0.0.1:${platform.controlPort}/api/sandboxes`;
      expect((await rawRequest(platform.controlPort, target)).status).toBe(401);
    });
  });

  describe('15 · acting as another', () => {
    it('identity in a body or a header changes nothing', async () => {
      for (const field of ['owner', 'ownerId', 'username', 'role', '__proto__x']) {
        expect(await status('POST', '/sandboxes', { name: 'mine', [field]: 'somebody' })).toBe(400);
      }
      const response = await platform.api.fetch('GET', '/session', undefined, {
        'x-user': 'root',
        'x-forwarded-user': 'root',
        authorization: `Basic ${Buffer.from('root:x').toString('base64')}`,
      });
      expect(await response.json()).toMatchObject({ username: USERNAME });
    });
  });

  describe('16 · false agents', () => {
    const connect = (auth: object) =>
      new Promise<string>((resolve) => {
        const socket = io(`${platform.api.baseUrl}${AGENTS_NAMESPACE}`, {
          path: SOCKET_PATH,
          transports: ['websocket'],
          reconnection: false,
          forceNew: true,
          auth,
        });
        const done = (how: string) => {
          socket.close();
          resolve(how);
        };
        socket.on('connect', () => done('connected'));
        socket.on('connect_error', (error) => done(error.message));
      });

    it.each([
      ['no token', {}],
      ['a wrong token', { token: 'x'.repeat(48), protocol: PROTOCOL_VERSION }],
      ['an object for a token', { token: { $ne: '' }, protocol: PROTOCOL_VERSION }],
      ['an array for a token', { token: ['x'], protocol: PROTOCOL_VERSION }],
    ])('%s is refused before any event', async (_, auth) => {
      expect(await connect(auth)).not.toBe('connected');
    });

    it('a person’s session is no agent', async () => {
      expect(
        await connect({ token: platform.api.cookie.split('=')[1], protocol: PROTOCOL_VERSION }),
      ).not.toBe('connected');
    });
  });

  describe('17 · the engine through us', () => {
    it.each([
      'privileged',
      'mounts',
      'Binds',
      'devices',
      'networkMode',
      'capAdd',
      'user',
      'image',
      'command',
      'pidMode',
    ])('the field %s is refused', async (field) => {
      const service = { name: 'sneaky', repository: 'orders', branch: 'main', [field]: true };
      expect(await status('POST', `/sandboxes/${sandbox.id}/services`, service)).toBe(400);
    });
  });
});
