import { once } from 'node:events';
import { createServer, type RequestListener, type Server as HttpServer } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { RouteProbes } from './route-probes.js';

describe('probing routes', () => {
  const servers: Server[] = [];
  const probes = new RouteProbes();

  const listening = async (server: Server): Promise<string> => {
    servers.push(server.listen(0, '127.0.0.1'));
    await once(server, 'listening');
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  const serving = (listener: RequestListener): Promise<string> => listening(createServer(listener));
  const talking = (talk: (socket: Socket) => void): Promise<string> =>
    listening(createTcpServer((socket) => talk(socket.on('error', () => undefined))));
  /** All that is played here listens on this host. */
  const trusting = (targets: string[]) => probes.probe({ targets, trusted: targets });
  const probe = async (target: string) => (await trusting([target]))[0]!;

  afterAll(() => {
    for (const server of servers) {
      server.close();
      (server as HttpServer).closeAllConnections?.();
    }
  });

  it('takes any answer over HTTP for reachable, and follows no redirect', async () => {
    let visited = false;
    const elsewhere = await serving((_, response) => {
      visited = true;
      response.end();
    });
    const target = await serving(({ url }, response) =>
      response.writeHead(url === '/broken' ? 500 : 302, { location: elsewhere }).end(),
    );
    expect(await probe(target)).toMatchObject({ isReachable: true, status: 302, problem: null });
    expect(await probe(`${target}/broken`)).toMatchObject({ isReachable: true, status: 500 });
    expect(visited).toBe(false);
  });

  it('speaks TLS where a target asks for it', async () => {
    const target = (await serving((_, response) => response.end())).replace('http:', 'https:');
    expect((await probe(target)).problem).toBe('the connection failed (EPROTO)');
  });

  it('does not wait for a body without an end', async () => {
    const target = await serving((_, response) => void response.writeHead(200).write('and'));
    expect(await probe(target)).toMatchObject({ isReachable: true, status: 200 });
  });

  it('says in plain words why a target is not reachable', async () => {
    const gone = createTcpServer();
    const closed = await listening(gone);
    await new Promise((resolve) => gone.close(resolve));
    const hangingUp = await talking((socket) => socket.end());
    const babbling = await talking((socket) => socket.end('SSH-2.0-OpenSSH\r\n'));
    const targets = [
      closed,
      hangingUp,
      babbling,
      'ftp://a.test',
      'not an address',
      'http://no-such-host.invalid',
    ];
    expect((await trusting(targets)).map(({ problem }) => problem)).toEqual([
      'nobody listens there',
      'it closed the connection without an answer',
      'what it answers is not HTTP',
      'it is no http(s) address',
      'it is no http(s) address',
      expect.stringMatching(/^the name /),
    ]);
  });

  it('waits three seconds for all of an answer, however slowly it comes', async () => {
    const silent = await talking(() => undefined);
    const trickling = await talking((socket) => {
      const timer = setInterval(() => socket.write('H'), 100);
      socket.once('close', () => clearInterval(timer));
    });
    const seen = await trusting([silent, trickling]);
    expect(seen[0]).toMatchObject({ isReachable: false, status: null, problem: 'no answer within 3 s' });
    expect(seen[1]).toMatchObject({ isReachable: false });
  });

  it('keeps the order, and asks at most sixteen at once', async () => {
    let open = 0;
    let most = 0;
    const target = await serving(({ url }, response) => {
      most = Math.max(most, ++open);
      setImmediate(() => {
        open--;
        response.writeHead(200 + Number(url?.slice(1))).end();
      });
    });
    const numbers = Array.from({ length: 50 }, (_, index) => index);
    const seen = await trusting(numbers.map((number) => `${target}/${number}`));
    expect(seen.map(({ status }) => status)).toEqual(numbers.map((number) => 200 + number));
    expect(most).toBeLessThanOrEqual(16);
    expect(await probes.probe({ targets: [] })).toEqual([]);
  });

  it('looks at nothing on the host itself, on its link or at metadata services, unless somebody vouches for it', async () => {
    let visits = 0;
    const target = await serving((_, response) => {
      visits++;
      response.end();
    });
    const { port } = new URL(target);
    const disguises = [
      '127.0.0.1',
      'localhost',
      '2130706433',
      '0x7f.1',
      '0.0.0.0',
      '[::1]',
      '[::ffff:127.0.0.1]',
    ];
    const elsewhere = ['169.254.169.254', '[fe80::1]', '[fd00:ec2::254]', '100.100.100.200'];
    const targets = [...disguises, ...elsewhere].flatMap((host) => [
      `http://${host}:${port}/`,
      `https://${host}:${port}/`,
    ]);
    const problems = (await probes.probe({ targets, trusted: [target] })).map(({ problem }) => problem);
    expect(new Set(problems)).toEqual(
      new Set(['it leads to the host itself or to its link, where nothing is looked at']),
    );
    expect(visits).toBe(0);
  });
});
