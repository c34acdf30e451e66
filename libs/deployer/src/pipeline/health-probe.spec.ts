import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { probeHealth } from './health-probe.js';

let server: Server;
const sockets = new Set<Socket>();

afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  sockets.clear();
  await new Promise((resolve) => server.close(resolve));
});

/** A service that does this with every connection. */
async function aService(serve: (socket: Socket) => void): Promise<number> {
  server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined));
    serve(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

const probe = (containerPort: number) =>
  probeHealth('127.0.0.1', { hostPort: 1, containerPort, healthPath: '/' });

describe('a probe over HTTP', () => {
  it('is not held up by a service that answers for ever', async () => {
    const port = await aService((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      const dripping = setInterval(() => socket.write('X-Drip: 1\r\n'), 100);
      socket.once('close', () => clearInterval(dripping));
    });
    expect(await probe(port)).toEqual({
      isHealthy: false,
      seen: `did not answer on port ${port} within 2 s`,
    });
  });

  it('survives what is no HTTP', async () => {
    const port = await aService((socket) => socket.end('220 mail.test ESMTP\r\n'));
    expect(await probe(port)).toMatchObject({ isHealthy: false });
  });

  it('needs no more than the head of a healthy answer', async () => {
    const port = await aService((socket) => socket.write('HTTP/1.1 204 No Content\r\n\r\n'));
    expect(await probe(port)).toMatchObject({ isHealthy: true });
  });
});
