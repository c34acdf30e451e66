import { request as httpRequest } from 'node:http';
import { routesOf } from './access/routes-of.js';
import { ControlPlane, ORIGIN } from './control-plane.js';
import { type FakeBrowser } from './fake-browser.js';

const ID = '00000000-0000-4000-8000-000000000000';

/** What anybody may call. Every other route has to refuse a visitor: a new one without a session fails here. */
const PUBLIC = ['GET /api/health', 'GET /api/health/live', 'GET /api/health/ready', 'POST /api/session'];
/** What lets nobody in by a session, but by a signature over what is sent. */
const SIGNED = ['POST /api/webhooks/bitbucket/:id'];

const filledIn = (path: string) => path.replace(':id', ID).replace(':name', 'orders');

describe('Access', () => {
  let plane: ControlPlane;
  let visitor: FakeBrowser;

  beforeAll(async () => {
    plane = await ControlPlane.start();
    visitor = plane.visitor();
  });
  afterAll(() => plane.destroy());

  it('is denied on every route but the public ones', async () => {
    const routes = routesOf(plane);
    expect(routes.length).toBeGreaterThan(20);
    for (const { method, path } of routes) {
      if (PUBLIC.includes(`${method} ${path}`)) continue;
      const { status, body } = await visitor.send(method, filledIn(path), method === 'GET' ? undefined : {});
      const code = SIGNED.includes(`${method} ${path}`) ? 'signature-invalid' : 'not-signed-in';
      expect([method, path, status, body?.error.code]).toEqual([method, path, 401, code]);
    }
  });

  it.each([
    '/api/sandboxes/',
    '//api/sandboxes',
    '/api//sandboxes',
    '/API/sandboxes',
    '/api/SANDBOXES',
    '/api/%73andboxes',
    '/%61pi/sandboxes',
    '/api/./sandboxes',
    '/api/health/../sandboxes',
    '/api/health/%2e%2e/sandboxes',
    '/api/health;/../sandboxes',
    '/api/sandboxes?public=true',
    '/api/sandboxes%00',
    '/api/sandboxes#/api/health',
    'http://other.test/api/sandboxes',
  ])('is denied under %s, for GET and HEAD', async (path) => {
    for (const method of ['GET', 'HEAD']) {
      const { status, body } = await raw(plane, method, path);
      expect([401, 400, 404]).toContain(status);
      expect(body).not.toContain('[]');
    }
  });

  it.each([
    'X-HTTP-Method-Override',
    'X-Original-URL',
    'X-Rewrite-URL',
    'X-Forwarded-User',
    'X-Username',
    'Authorization',
  ])('is not had by the header %s', async (header) => {
    const { status } = await visitor.send('GET', '/api/sandboxes', undefined, { [header]: '/api/health' });
    expect(status).toBe(401);
  });

  describe('from another site', () => {
    it.each(['http://evil.test', 'null', `${ORIGIN}.evil.test`, 'http://SDP.test:81', 'https://sdp.test'])(
      'with the origin %s is refused for what changes something',
      async (origin) => {
        const answer = await visitor.send(
          'POST',
          '/api/session',
          { username: 'a', password: 'b' },
          { origin },
        );
        expect([answer.status, answer.body.error.code]).toEqual([403, 'forbidden']);
        expect(answer.headers.get('access-control-allow-origin')).toBeNull();
        const preflight = await visitor.send('OPTIONS', '/api/sandboxes', undefined, {
          origin,
          'access-control-request-method': 'POST',
        });
        expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
      },
    );

    it.each([
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'text/plain; application/json',
    ])('with a body of type %s is refused', async (type) => {
      const body = JSON.stringify({ username: 'ada', password: 'x' });
      const answer = await visitor.send('POST', '/api/session', body, { 'content-type': type });
      expect([answer.status, answer.body.error.code]).toEqual([400, 'invalid-input']);
    });
  });

  describe('with a payload', () => {
    it('beyond 1 MB is refused', async () => {
      const { status, body } = await visitor.send('POST', '/api/session', {
        username: 'a',
        password: 'x'.repeat(1_100_000),
      });
      expect([status, body.error.code]).toEqual([413, 'too-large']);
    });

    it.each([
      ['broken JSON', '{"username": "ada", "password": "hunter2'],
      ['a bare word', 'hunter2'],
      ['very deep JSON', `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`],
      ['a prototype', '{"__proto__":{"username":"ada"},"username":"ada","password":"x"}'],
      ['a constructor', '{"constructor":{"prototype":{"x":1}},"username":"ada","password":"x"}'],
      ['a list', '[]'],
    ])('of %s is refused, and not quoted', async (_, text) => {
      const { status, text: answer, body } = await visitor.send('POST', '/api/session', text);
      expect([status, body.error.code]).toEqual([400, 'invalid-input']);
      expect(answer).not.toContain('hunter2');
    });
  });

  it('shows nothing of the server in an error or a header', async () => {
    const { headers, text } = await visitor.send('GET', '/api/nothing/here');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(text).not.toMatch(/node_modules|at .*\.ts/);
    expect(headers.get('content-security-policy')).toMatch(/script-src 'self';/);
    expect(headers.get('content-security-policy')).not.toMatch(/script-src[^;]*unsafe/);
  });

  it('is open to the API docs and the health, which hold nothing secret', async () => {
    expect((await visitor.send('GET', '/api/docs/openapi.json')).text).toContain(
      '/api/sandboxes/{id}/services',
    );
    expect((await visitor.send('GET', '/api/health')).body).toMatchObject({ status: 'ok', database: 'ok' });
  });
});

/** A request that no client library tidies up before it is sent. */
function raw(plane: ControlPlane, method: string, path: string): Promise<{ status: number; body: string }> {
  const { hostname, port } = new URL(plane.url);
  return new Promise((resolve, reject) => {
    const request = httpRequest({ hostname, port, method, path: path.replace('#', '%23') }, (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => (body += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    });
    request.on('error', reject);
    request.end();
  });
}
