import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { ADMIN_URL, freePort, TestSwitch } from '../testing/test-switch.js';
import { until } from '../testing/until.js';

describe('the sandbox switch', () => {
  let one: TestSwitch;
  let ports: Record<'blue' | 'red' | 'baseline', number>;

  const nameOf = (answer: { body: string }) => (JSON.parse(answer.body) as { name: string }).name;
  const sentTo = (answer: { body: string }) =>
    (JSON.parse(answer.body) as { headers: Record<string, string> }).headers;

  beforeAll(async () => {
    const baselinePort = await freePort();
    one = await TestSwitch.start({ baseline: `http://127.0.0.1:${baselinePort}` });
    await one.serveAs('baseline', baselinePort);
    ports = { blue: await one.serveAs('blue'), red: await one.serveAs('red'), baseline: baselinePort };
    await one.set({ blue: ports.blue, red: ports.red, stopped: null, silent: await freePort() });
  });

  afterAll(() => one.dispose());

  describe('finds the sandbox of a request', () => {
    it('by the header, which travels on', async () => {
      const answer = await one.ask('/a/b?c=%2f..', { 'X-Sandbox': 'blue' });
      expect(JSON.parse(answer.body)).toMatchObject({ name: 'blue', url: '/a/b?c=%2f..' });
      expect(sentTo(answer)['x-sandbox']).toBe('blue');
    });

    it('by the subdomain, in upper or lower case, and sends the header', async () => {
      const answer = await one.ask('/', { host: 'Red.Sandbox.test:8080' });
      expect(nameOf(answer)).toBe('red');
      expect(sentTo(answer)).toMatchObject({ 'x-sandbox': 'red', host: 'Red.Sandbox.test:8080' });
    });

    it('by the cookie, and sends the header', async () => {
      const answer = await one.ask('/', { cookie: 'a=1; sandbox=blue; b=2' });
      expect(nameOf(answer)).toBe('blue');
      expect(sentTo(answer)['x-sandbox']).toBe('blue');
    });

    it('by the header before the subdomain before the cookie', async () => {
      const cookie = 'sandbox=stopped';
      expect(nameOf(await one.ask('/', { 'X-Sandbox': 'blue', host: 'red.sandbox.test', cookie }))).toBe(
        'blue',
      );
      expect(nameOf(await one.ask('/', { host: 'red.sandbox.test', cookie }))).toBe('red');
      expect((await one.ask('/', { cookie })).status).toBe(503);
    });

    it.each([
      ['nothing', {}],
      ['the bare domain', { host: 'sandbox.test' }],
      ['another domain', { host: 'blue.example.test' }],
      ['an empty header', { 'X-Sandbox': '' }],
      ['an empty cookie', { cookie: 'sandbox=' }],
      ['a header that a program may take for it', { X_Sandbox: 'blue' }],
    ])('and takes the baseline for %s', async (_, headers: Record<string, string>) => {
      const answer = await one.ask('/', headers);
      expect(nameOf(answer)).toBe('baseline');
      expect(sentTo(answer)).not.toHaveProperty('x-sandbox');
      expect(sentTo(answer)['host']).toBe(`127.0.0.1:${ports.baseline}`);
    });
  });

  describe('and the cookie', () => {
    it('is set by a visit, and cleared by another', async () => {
      const set = await one.ask('/.sandbox/blue');
      expect(set).toMatchObject({ status: 302, headers: { location: '/' } });
      expect(set.headers['set-cookie']).toEqual(['sandbox=blue; Path=/; SameSite=Lax; HttpOnly']);
      for (const path of ['/.sandbox/', '/.sandbox']) {
        const cleared = await one.ask(path, { cookie: 'sandbox=gone' });
        expect(cleared).toMatchObject({ status: 302, headers: { location: '/' } });
        expect(cleared.headers['set-cookie']).toEqual([
          'sandbox=; Max-Age=0; Path=/; SameSite=Lax; HttpOnly',
        ]);
      }
    });

    it('is set for a sandbox without a gateway, too', async () => {
      expect((await one.ask('/.sandbox/stopped')).status).toBe(302);
    });

    it.each(['nobody', 'Blue', 'blue/', 'blue/x', 'blue%2fx', 'blue%0d%0aX-Evil:1', 'b', '.revision2'])(
      'is not set for %s',
      async (name) => {
        const answer = await one.ask(`/.sandbox/${name}`, { accept: 'text/html' });
        expect(answer.status).toBe(404);
        expect(answer.headers).not.toHaveProperty('set-cookie');
        expect(answer.headers).not.toHaveProperty('x-evil');
        expect(answer.body).toContain('There is no sandbox');
      },
    );

    it.each(['%2e%2e%2fetc', '..%2fblue', 'blue%00'])('is not set where %s leads to', async (path) => {
      const answer = await one.ask(`/.sandbox/${path}`);
      expect(answer.headers).not.toHaveProperty('set-cookie');
    });

    it('is set by no other method', async () => {
      const answer = await one.ask('/.sandbox/blue', {}, 'POST');
      expect(answer).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } });
      expect(answer.headers).not.toHaveProperty('set-cookie');
    });
  });

  describe('says why there is no answer', () => {
    const json = (code: string, sandbox: string | null) => ({
      error: { code, message: expect.any(String) },
      sandbox,
      admin: ADMIN_URL,
    });

    it.each([
      ['nobody', 404, 'sandbox-unknown'],
      ['stopped', 503, 'gateway-not-running'],
      ['silent', 502, 'gateway-silent'],
    ])('of %s', async (name, status, code) => {
      const ways: Record<string, string>[] = [
        { 'X-Sandbox': name },
        { host: `${name}.sandbox.test` },
        { cookie: `sandbox=${name}` },
      ];
      for (const headers of ways) {
        const program = await one.ask('/', headers);
        expect(program.status).toBe(status);
        expect(program.headers['content-type']).toBe('application/json');
        expect(JSON.parse(program.body)).toEqual(json(code, name));

        const browser = await one.ask('/', { ...headers, accept: 'text/html,*/*;q=0.8' });
        expect(browser.status).toBe(status);
        expect(browser.headers['content-type']).toBe('text/html; charset=utf-8');
        expect(browser.body).toContain(`“${name}”`);
        expect(browser.body).toContain(`href="${ADMIN_URL}"`);
        expect(browser.headers['cache-control']).toBe('no-store');
      }
    });

    it('for POST with a body and for HEAD, and the connection stays usable', async () => {
      const post = `POST / HTTP/1.1\r\nHost: x\r\nX-Sandbox: nobody\r\nContent-Length: 5\r\n\r\nhello`;
      const get = `GET / HTTP/1.1\r\nHost: x\r\nX-Sandbox: blue\r\nConnection: close\r\n\r\n`;
      const both = await one.raw(post + get);
      expect(both.match(/^HTTP\/1\.1 \d+/gm)).toEqual(['HTTP/1.1 404', 'HTTP/1.1 200']);
      expect(await one.ask('/', { 'X-Sandbox': 'nobody' }, 'HEAD')).toMatchObject({ status: 404, body: '' });
    });

    it('of a gateway that hangs up', async () => {
      const hangingUp = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
      await once(hangingUp, 'listening');
      await one.set({ blue: ports.blue, red: ports.red, rude: (hangingUp.address() as AddressInfo).port });
      const answer = await one.ask('/', { 'X-Sandbox': 'rude' });
      hangingUp.close();
      expect(answer.status).toBe(502);
      expect(JSON.parse(answer.body)).toEqual(json('gateway-silent', 'rude'));
    });

    it("passes on a gateway's own errors untouched", async () => {
      const failing = await one.serve((_, response) => response.writeHead(503, { 'x-own': '1' }).end('own'));
      await one.set({ blue: ports.blue, red: ports.red, stopped: null, failing });
      expect(await one.ask('/', { 'X-Sandbox': 'failing' })).toMatchObject({
        status: 503,
        body: 'own',
        headers: { 'x-own': '1' },
      });
    });
  });

  describe('is not led astray', () => {
    const longest = `a${'b'.repeat(38)}c`;

    it('takes the longest name and not a longer one', async () => {
      await one.set({ blue: ports.blue, red: ports.red, [longest]: ports.red });
      expect(nameOf(await one.ask('/', { 'X-Sandbox': longest }))).toBe('red');
      expect((await one.ask('/', { 'X-Sandbox': `${longest}d` })).status).toBe(404);
    });

    it.each([
      '..',
      '../sandboxes/blue',
      '.%2fblue',
      '%2e%2e%2fblue',
      'blue%00',
      'blue/',
      '/blue',
      'BLUE',
      'Blue',
      'b',
      'blue-',
      '-blue',
      '1blue',
      'blue red',
      'blue,red',
      'blue;red',
      '$host',
      '${sandbox}',
      'blue_red',
      '<script>alert(1)</script>',
      '"><img src=x>',
      'x'.repeat(4000),
    ])('by the name %s', async (name) => {
      const ways: Record<string, string>[] = [{ 'X-Sandbox': name }];
      if (!/[ ;,]/.test(name)) ways.push({ cookie: `sandbox=${name}` });
      for (const headers of ways) {
        const answer = await one.ask('/', { ...headers, accept: 'text/html' });
        expect(answer.status).toBe(404);
        expect(answer.body).not.toMatch(/<script|<img/);
        expect(answer.body.length).toBeLessThan(3000);
        expect((await one.ask('/', headers)).headers['content-type']).toBe('application/json');
      }
    });

    it.each(['x.blue', 'blue.red', '..', 'blue%2f', '_dmarc'])('by the subdomain %s', async (label) => {
      const head = await one.raw(
        `GET / HTTP/1.1\r\nHost: ${label}.sandbox.test\r\nConnection: close\r\n\r\n`,
      );
      expect(head).toMatch(/^HTTP\/1\.1 (404|400) /);
    });

    it.each([
      ['a NUL in the header', 'X-Sandbox: bl\0ue\r\n', /^HTTP\/1\.1 400 /],
      ['a carriage return in the header', 'X-Sandbox: blue\rX-Evil: 1\r\n', /^HTTP\/1\.1 (400|404) /],
      ['a folded header', 'X-Sandbox: blue\r\n red\r\n', /^HTTP\/1\.1 (400|404) /],
      ['two headers', 'X-Sandbox: blue\r\nX-Sandbox: red\r\n', /^HTTP\/1\.1 404 /],
      ['two headers, one of nobody', 'X-Sandbox: blue\r\nX-Sandbox: nobody\r\n', /^HTTP\/1\.1 404 /],
      ['two cookies', 'Cookie: sandbox=blue; sandbox=red\r\n', /^HTTP\/1\.1 404 /],
      ['two lines of cookies', 'Cookie: sandbox=blue\r\nCookie: Sandbox=red\r\n', /^HTTP\/1\.1 404 /],
      ['an empty cookie before another', 'Cookie: sandbox=; sandbox=red\r\n', /^HTTP\/1\.1 404 /],
      ['a header of 20,000 characters', `X-Sandbox: ${'b'.repeat(20_000)}\r\n`, /^HTTP\/1\.1 400 /],
      [
        'another header named in Connection',
        'X-Sandbox: blue\r\nConnection: x-sandbox\r\n',
        /"x-sandbox":"blue"/,
      ],
    ])('by %s', async (_, lines, expected) => {
      const answer = await one.raw(`GET / HTTP/1.1\r\nHost: x\r\n${lines}Connection: close\r\n\r\n`);
      expect(answer).toMatch(expected);
      expect(answer).not.toContain('"name":"baseline"');
      expect(answer).not.toMatch(/^x-evil:/im);
    });

    it('shows several names as several', async () => {
      const twice = await one.ask('/', { cookie: 'sandbox=blue; a=b; sandbox=red' });
      expect(JSON.parse(twice.body)).toMatchObject({ sandbox: 'blue; a=b; sandbox=red' });
    });

    it('leads past nothing by an upgrade to h2c', async () => {
      const answer = await one.ask('/', { 'X-Sandbox': 'blue', connection: 'upgrade', upgrade: 'h2c' });
      expect(sentTo(answer)).not.toHaveProperty('upgrade');
      expect(sentTo(answer)['connection']).toBe('close');
    });
  });

  describe('passes on', () => {
    it('WebSockets, both ways', async () => {
      const echo = createServer((socket) => {
        socket.once('data', () => {
          socket.write(
            'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n',
          );
          socket.pipe(socket);
        });
      }).listen(0, '127.0.0.1');
      await once(echo, 'listening');
      await one.set({ blue: ports.blue, red: ports.red, echo: (echo.address() as AddressInfo).port });

      const call = request({
        host: '127.0.0.1',
        port: one.port,
        headers: { 'X-Sandbox': 'echo', Connection: 'Upgrade', Upgrade: 'websocket' },
      });
      call.end();
      const [, socket] = (await once(call, 'upgrade')) as [unknown, Socket];
      socket.write('ping');
      expect(String((await once(socket, 'data'))[0])).toBe('ping');
      socket.destroy();
      echo.close();
    });

    it('what is streamed, as it comes, in both directions', async () => {
      const live = await one.serve((incoming, response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        incoming
          .on('data', (chunk: Buffer) => response.write(`got ${chunk}`))
          .on('end', () => response.end());
      });
      await one.set({ blue: ports.blue, red: ports.red, live });
      const call = request({
        host: '127.0.0.1',
        port: one.port,
        method: 'POST',
        headers: { 'X-Sandbox': 'live' },
      });
      call.write('one');
      const [response] = await once(call, 'response');
      expect(String((await once(response, 'data'))[0])).toBe('got one');
      call.end('two');
      expect(await text(response)).toBe('got two');
    });

    it('bodies of any size, whole', async () => {
      const hashing = await one.serve((incoming, response) => {
        const hash = createHash('sha256');
        incoming.on('data', (chunk) => hash.update(chunk)).on('end', () => response.end(hash.digest('hex')));
      });
      await one.set({ blue: ports.blue, red: ports.red, hashing });
      const body = randomBytes(40 * 1024 * 1024);
      const call = request({
        host: '127.0.0.1',
        port: one.port,
        method: 'POST',
        headers: { 'X-Sandbox': 'hashing' },
      });
      call.end(body);
      const [response] = await once(call, 'response');
      expect(await text(response)).toBe(createHash('sha256').update(body).digest('hex'));
    });
  });

  describe('follows changes', () => {
    it('of a thousand sandboxes at once', async () => {
      const many = (port: number) =>
        Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`s-${index}`, port]));
      await one.set(many(ports.blue));
      for (const name of ['s-0', 's-500', 's-999'])
        expect(nameOf(await one.ask('/', { 'X-Sandbox': name }))).toBe('blue');
      await one.set(many(ports.red));
      for (const name of ['s-0', 's-500', 's-999'])
        expect(nameOf(await one.ask('/', { 'X-Sandbox': name }))).toBe('red');
      await one.set({ blue: ports.blue });
      expect((await one.ask('/', { 'X-Sandbox': 's-500' })).status).toBe(404);
    });

    it('under load, without one failed request of clients that keep their connections', async () => {
      const agent = new Agent({ keepAlive: true, maxSockets: 8 });
      const seen = new Map<string, number>();
      let failures = 0;
      let isOver = false;
      const client = async () => {
        while (!isOver) {
          const call = request({
            host: '127.0.0.1',
            port: one.port,
            agent,
            headers: { 'X-Sandbox': 'moving' },
          });
          call.end();
          try {
            const [response] = await once(call, 'response');
            const name = nameOf({ body: await text(response) });
            seen.set(name, (seen.get(name) ?? 0) + 1);
          } catch {
            failures++;
          }
        }
      };
      await one.set({ moving: ports.blue });
      const sockets = new Set<unknown>();
      agent.on('free', (socket) => sockets.add(socket));
      const clients = Array.from({ length: 8 }, client);
      for (let change = 0; change < 40; change++) {
        const [to, name] = change % 2 === 0 ? [ports.red, 'red'] : [ports.blue, 'blue'];
        await one.set({ moving: to });
        const before = seen.get(name) ?? 0;
        await until(() => (seen.get(name) ?? 0) > before + 8, `requests reach ${name}`);
      }
      isOver = true;
      await Promise.all(clients);
      agent.destroy();
      expect(failures).toBe(0);
      expect(sockets.size).toBeLessThanOrEqual(8);
    });
  });
});
