import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { get } from 'node:https';
import { connect, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type WireError } from '@sdp/protocol';
import { freePort, TestNginx } from './test-nginx.js';

const MARK = '# BEGIN SDP';

describe('the block in an nginx site', () => {
  let nginx: TestNginx;

  beforeEach(() => void (nginx = new TestNginx()));
  afterEach(() => nginx.dispose());

  describe('comes and goes without a trace', () => {
    const server = (port: number) => `server {\n    listen ${port};\n    server_name sdp.test;\n}\n`;
    const shapes: Record<string, string> = {
      'one server': server(18_080),
      'no line end at the end': server(18_080).trimEnd(),
      'lines that end as on Windows': server(18_080).replaceAll('\n', '\r\n'),
      'a server in one line': 'server { listen 18080; server_name sdp.test; }',
      'a brace that shares its line': 'server {\n  listen 18080; server_name sdp.test; } # the end\n',
      'braces in comments and strings':
        '# server {\nserver {\n  listen 18080; server_name sdp.test; # }\n  set $a "}{"; set $b \'}\'; set $c "${a}}";\n  location ~ "^/x{2}$" { return 204; }\n}\n',
      'several servers':
        server(18_081).replace('sdp.test', 'other.test') +
        server(18_080) +
        '\n# after\nmap $uri $b { default x; }\n',
      'tabs and blank lines':
        '\n\nserver\n{\n\tlisten\t18080;\n\n\tserver_name\n\t\tsdp.test\n\t\twww.sdp.test;\n\t}\n\n',
      'locations of its own': `${server(18_080).replace('}\n', '    location /metrics { return 204; }\n    location ~ \\.php$ { return 404; }\n}\n')}`,
    };

    it.each(Object.entries(shapes))('%s', (_, content) => {
      nginx.write(content);
      const mode = statSync(nginx.site).mode;
      const options = ['--server-name', 'sdp.test'];
      expect(nginx.run('install', ...options)).toMatchObject({ code: 0 });
      const installed = nginx.read();
      expect(installed).toContain(MARK);
      expect(nginx.run('check', ...options)).toMatchObject({ code: 0 });

      expect(nginx.run('install', ...options).said).toContain('unchanged');
      expect(nginx.read()).toBe(installed);

      expect(nginx.run('install', ...options, '--control-plane', 'http://127.0.0.1:7301').code).toBe(0);
      expect(nginx.read()).toContain('127.0.0.1:7301');
      expect(nginx.run('check', ...options).code).toBe(3);

      expect(nginx.run('remove')).toMatchObject({ code: 0 });
      expect(nginx.read()).toBe(content);
      expect(statSync(nginx.site).mode).toBe(mode);
      expect(nginx.run('remove').said).toContain('unchanged');
    });

    it('writes its lines with the ends that the file has', () => {
      nginx.write(shapes['lines that end as on Windows'] ?? '');
      nginx.run('install');
      expect(nginx.read().replaceAll('\r\n', '')).not.toContain('\n');
    });
  });

  describe('is refused with the file left as it was', () => {
    const cases: [string, string, string[], RegExp][] = [
      [
        'a server that has a / already',
        'server {\n  listen 18080;\n  location / { return 204; }\n}\n',
        [],
        /site:3: location \/ is taken/,
      ],
      [
        'several servers, none named',
        'server { listen 18080; }\nserver { listen 18081; server_name b.test; }\n',
        [],
        /several servers.*--server-name[^]*line 1: \(no server_name\)\n +line 2: b\.test/,
      ],
      [
        'no server of that name',
        'server { listen 18080; server_name a.test; }\n',
        ['--server-name', 'b.test'],
        /no server of the name b\.test[^]*line 1: a\.test/,
      ],
      ['no server at all', 'include servers/*;\n', [], /has no server/],
      ['a brace that is missing', 'server {\n  listen 18080;\n', [], /site:1: a \{ that is never closed/],
      [
        'a quote that never ends',
        'server {\n  listen 18080;\n  set $a "b;\n}\n',
        [],
        /site:3: a quote that never ends/,
      ],
      [
        'a mark without its other',
        `server {\n  listen 18080;\n  ${MARK} (deploy/nginx-site.sh writes what is between these marks)\n}\n`,
        [],
        /a BEGIN SDP without its END/,
      ],
      [
        'words that nginx does not know',
        'server {\n  listen 18080;\n  lisden 18081;\n}\n',
        [],
        /unknown directive "lisden"[^]*with this change and without/,
      ],
      [
        'a location that only nginx sees',
        'server {\n  listen 18080;\n  include INCLUDED;\n}\n',
        [],
        /duplicate location "\/"[^]*is what it was/,
      ],
      [
        'a port for the control plane that is a directive',
        'server { listen 18080; }\n',
        ['--control-plane', 'http://a:1;}'],
        /is not like/,
      ],
    ];

    it.each(cases)('%s', (_, content, options, words) => {
      const included = join(nginx.folder, 'included');
      writeFileSync(included, 'location / { return 204; }\n');
      const site = content.replace('INCLUDED', included);
      nginx.write(site);
      const { code, said } = nginx.run('install', ...options);
      expect(code).toBeGreaterThan(0);
      expect(said).toMatch(words);
      expect(nginx.read()).toBe(site);
    });

    it('a certificate that is none', () => {
      const content = 'server { listen 18080; }\n';
      nginx.write(content);
      const { key } = nginx.makeCertificate();
      const { code, said } = nginx.run(
        'install',
        '--certificate',
        key,
        '--key',
        key,
        '--https-port',
        '18443',
      );
      expect({ code, said }).toMatchObject({
        code: 1,
        said: expect.stringMatching(/certificate[^]*is what it was/),
      });
      expect(nginx.read()).toBe(content);
    });
  });

  describe('serves', () => {
    let port: number;
    let upstream: Server;
    let requests: IncomingMessage[];
    const at = (path: string) => `http://localhost:${port}${path}`;

    const begin = async (...options: string[]) => {
      port = await freePort();
      nginx.write(`server { listen 127.0.0.1:${port}; server_name sdp.test; }\n`);
      const installed = nginx.run('install', '--control-plane', addressOf(upstream), ...options);
      expect(installed).toMatchObject({ code: 0 });
      await nginx.start();
      for (let left = 100; left > 0; left--) {
        if (
          await fetch(at('/'), { redirect: 'manual' }).then(
            () => true,
            () => false,
          )
        )
          return;
        await pause(50);
      }
      throw new Error('nginx does not listen');
    };

    beforeEach(async () => {
      writeFileSync(join(nginx.root, 'index.html'), '<sdp-root></sdp-root>');
      writeFileSync(join(nginx.root, 'main-ABCDEF12.js'), `// ${'x'.repeat(5000)}`);
      writeFileSync(join(nginx.root, 'favicon.svg'), '<svg/>');
      writeFileSync(join(nginx.previousRoot, 'chunk-OLDOLD12.js'), '// before');
      requests = [];
      upstream = createServer((request, response) => {
        requests.push(request);
        request.resume().on('end', () => {
          response.setHeader('content-security-policy', "default-src 'none'");
          response.setHeader('x-frame-options', 'SAMEORIGIN');
          response.end('{"from":"control-plane"}');
        });
      });
      upstream.on('upgrade', (request, socket) => {
        requests.push(request);
        const key = `${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
        const accept = createHash('sha1').update(key).digest('base64');
        socket.end(
          `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
        );
      });
      upstream.listen(0, '127.0.0.1');
      await once(upstream, 'listening');
    });

    afterEach(() => {
      upstream.closeAllConnections();
      upstream.close();
    });

    it('pages from index.html, which is asked for every time', async () => {
      await begin();
      for (const path of ['/', '/sandboxes/blue', '/index.html', '/sandboxes/a.b.c']) {
        const answer = await fetch(at(path));
        expect(await answer.text()).toContain('<sdp-root>');
        expect(answer.headers.get('cache-control')).toBe('no-cache');
        expect(answer.headers.get('etag')).toBeNull();
        expect(answer.headers.get('last-modified')).toBeNull();
      }
      const again = await fetch(at('/'), { headers: { 'if-modified-since': new Date().toUTCString() } });
      expect(again.status).toBe(200);
    });

    it('files with a hash for ever, compressed, and never a page in their place', async () => {
      await begin();
      const answer = await fetch(at('/main-ABCDEF12.js'));
      expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      expect(answer.headers.get('content-encoding')).toBe('gzip');
      expect(answer.headers.get('vary')).toBe('Accept-Encoding');
      expect((await fetch(at('/chunk-AAAAAAAA.js'))).status).toBe(404);
      const old = await fetch(at('/chunk-OLDOLD12.js'));
      expect(await old.text()).toBe('// before');
      expect(old.headers.get('cache-control')).toContain('immutable');
      expect((await fetch(at('/favicon.svg'))).headers.get('cache-control')).toBe('no-cache');
    });

    it('what was compressed beforehand as it is', async () => {
      writeFileSync(join(nginx.root, 'main-ABCDEF12.js.gz'), 'compressed beforehand');
      await begin();
      const answer = await raw(
        port,
        'GET /main-ABCDEF12.js HTTP/1.1\r\nConnection: close\r\nHost: sdp.test\r\nAccept-Encoding: gzip\r\n\r\n',
      );
      expect(answer).toContain('compressed beforehand');
    });

    it('security headers with files, and the control plane’s own with answers of the API', async () => {
      await begin();
      for (const path of ['/', '/main-ABCDEF12.js', '/chunk-OLDOLD12.js']) {
        const { headers } = await fetch(at(path));
        const policy = headers.get('content-security-policy') ?? '';
        expect(policy).toContain("script-src 'self';");
        expect(policy).toContain("frame-ancestors 'none'");
        expect(policy.replace(/style-src [^;]*/, '')).not.toContain('unsafe');
        expect(headers.get('x-content-type-options')).toBe('nosniff');
        expect(headers.get('strict-transport-security')).toBeNull();
      }
      const { headers } = await fetch(at('/api/health'));
      expect(headers.get('content-security-policy')).toBe("default-src 'none'");
      expect(headers.get('x-frame-options')).toBe('SAMEORIGIN');
      expect(headers.get('permissions-policy')).toBeNull();
    });

    it('the API with who asked and by which name', async () => {
      await begin();
      await fetch(at('/api/sandboxes?x=%2f..'), {
        headers: { 'x-forwarded-for': '6.6.6.6', origin: at('') },
      });
      expect(requests.at(-1)?.url).toBe('/api/sandboxes?x=%2f..');
      expect(requests.at(-1)?.headers).toMatchObject({
        host: `localhost:${port}`,
        'x-forwarded-for': '6.6.6.6, 127.0.0.1',
        'x-forwarded-proto': 'http',
        connection: 'close',
      });
    });

    it('WebSockets, and no other upgrade', async () => {
      await begin();
      const head = (name: string) =>
        `GET /api/socket/?transport=websocket HTTP/1.1\r\nHost: sdp.test\r\nConnection: Upgrade\r\nUpgrade: ${name}\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`;
      expect(await raw(port, head('websocket'))).toMatch(/^HTTP\/1.1 101 /);
      expect(
        await raw(port, head('h2c').replace('Connection: Upgrade', 'Connection: Upgrade, close')),
      ).toMatch(/^HTTP\/1.1 200 /);
      expect(requests.at(-1)?.headers.upgrade).toBeUndefined();
    });

    it('bodies that the control plane takes; larger ones are refused as the API refuses', async () => {
      await begin();
      const post = (bytes: number) =>
        fetch(at('/api/templates'), { method: 'POST', body: 'x'.repeat(bytes) });
      expect((await post(1_500_000)).status).toBe(200);
      const refused = await post(3_000_000);
      expect(refused.status).toBe(413);
      expect(await refused.json()).toMatchObject({ error: { code: 'too-large' } });
    });

    it('words in the API’s form while the control plane is away', async () => {
      await begin();
      upstream.closeAllConnections();
      upstream.close();
      const answer = await fetch(at('/api/health'));
      expect(answer.status).toBe(503);
      expect(answer.headers.get('retry-after')).toBe('3');
      expect(await answer.json()).toMatchObject({
        error: {
          code: 'control-plane-away',
          retryable: true,
          message: expect.stringContaining('Nothing was done.'),
        },
      });
      expect((await fetch(at('/'))).status).toBe(200);
    });

    it('no promise about a request that the control plane took and did not answer', async () => {
      await begin();
      upstream.removeAllListeners('request').on('request', ({ socket }) => socket.destroy());
      const answer = await fetch(at('/api/templates'), { method: 'POST', body: '{}' });
      expect(answer.status).toBe(503);
      const { error } = (await answer.json()) as { error: WireError };
      expect(error).toMatchObject({ code: 'control-plane-away' });
      expect(error.message).toContain('may have been done or not');
      expect(error.retryable).toBeUndefined();
    });

    it('TLS when it has a certificate, and leads there from plain HTTP', async () => {
      const { certificate, key } = nginx.makeCertificate();
      const https = await freePort();
      await begin('--certificate', certificate, '--key', key, '--https-port', String(https));
      for (const path of ['/sandboxes', '/main-ABCDEF12.js', '/api/health']) {
        const redirect = await fetch(at(path), { redirect: 'manual' });
        expect([redirect.status, redirect.headers.get('location')]).toEqual([
          308,
          `https://localhost:${https}${path}`,
        ]);
      }
      const options = ['--certificate', certificate, '--key', key, '--https-port', String(https)];
      expect(nginx.run('url', ...options).said).toBe(`https://127.0.0.1:${https}/ sdp.test\n`);
      const asked = get({ host: 'localhost', port: https, rejectUnauthorized: false, agent: false });
      const [answer] = (await once(asked, 'response')) as [IncomingMessage];
      answer.resume();
      expect(answer.headers['strict-transport-security']).toContain('max-age=31536000');
    });

    it('at once what was installed while it runs', async () => {
      await begin();
      const other = join(nginx.folder, 'other');
      mkdirSync(other);
      writeFileSync(join(other, 'index.html'), 'another release');
      expect(nginx.run('install', '--root', other)).toMatchObject({ code: 0 });
      for (let left = 100; left > 0; left--) {
        if ((await (await fetch(at('/'))).text()) === 'another release') return;
        await pause(50);
      }
      throw new Error('nginx still serves the release before');
    });
  });

  it('says which site is not there', () => {
    expect(existsSync(nginx.site)).toBe(false);
    expect(nginx.run('install')).toMatchObject({ code: 1, said: expect.stringContaining('site.example') });
  });
});

function addressOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** What comes back for exactly these bytes. */
async function raw(port: number, bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(bytes);
  let answer = '';
  for await (const chunk of socket) answer += String(chunk);
  return answer;
}
