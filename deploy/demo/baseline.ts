import { once } from 'node:events';
import { createServer, type Server } from 'node:http';

export interface Baseline {
  url: string;
  gatewayUrl: string;
  close(): Promise<void>;
}

export interface BaselineOptions {
  host: string;
  port: number;
  gatewayPort: number;
}

/** What each service answers under its own path, in every environment of the team. */
const CONTENTS = new Map<string, (environment: string) => object>([
  ['/health', () => ({ status: 'ok' })],
  ['/orders', (from) => released('orders', from, { orders: [{ id: 1, item: 'kettle', state: 'shipped' }] })],
  ['/payments', (from) => released('payments', from, { payments: [{ order: 1, amount: '49.90 EUR' }] })],
]);

const released = (service: string, from: string, content: object) => ({
  service,
  from,
  version: 'released',
  ...content,
});

/**
 * Stands in for the team's shared environments: every service in its released version behind one address, those of
 * staging below `/staging`; and the team's own gateway before them, where `/<service>/<path>` goes to the service.
 */
export async function startBaseline({ host, port, gatewayPort }: BaselineOptions): Promise<Baseline> {
  const services = await listen(host, port, (path) =>
    path.startsWith('/staging/')
      ? answer(path.slice('/staging'.length), 'staging')
      : answer(path, 'baseline'),
  );
  const gateway = await listen(host, gatewayPort, (path) =>
    answer(path === '/health' ? path : path.replace(/^\/[^/]+/, ''), 'baseline'),
  );
  return {
    url: `http://${host}:${port}`,
    gatewayUrl: `http://${host}:${gatewayPort}`,
    close: async () => void (await Promise.all([closed(services), closed(gateway)])),
  };
}

function answer(path: string, environment: string): object | null {
  return CONTENTS.get(path)?.(environment) ?? null;
}

async function listen(
  host: string,
  port: number,
  answerTo: (path: string) => object | null,
): Promise<Server> {
  const server = createServer((request, response) => {
    const body = answerTo((request.url ?? '').split('?', 1)[0] ?? '');
    response.writeHead(body ? 200 : 404, { 'content-type': 'application/json' });
    response.end(`${JSON.stringify(body ?? { error: 'the baseline has no such path' })}\n`);
  });
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}

async function closed(server: Server): Promise<void> {
  const ended = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await ended;
}
