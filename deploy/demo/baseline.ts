import { once } from 'node:events';
import { createServer } from 'node:http';

export interface Baseline {
  url: string;
  close(): Promise<void>;
}

const answer = (service: string, content: object) =>
  JSON.stringify({ service, from: 'baseline', version: 'released', ...content });

const ANSWERS = new Map([
  ['/health', JSON.stringify({ status: 'ok' })],
  ['/orders', answer('orders', { orders: [{ id: 1, item: 'kettle', state: 'shipped' }] })],
  ['/payments', answer('payments', { payments: [{ order: 1, amount: '49.90 EUR' }] })],
]);

/** Stands in for the team's shared environment: every service in its released version, behind one address. */
export async function startBaseline(listen: { host: string; port: number }): Promise<Baseline> {
  const server = createServer((request, response) => {
    const body = ANSWERS.get((request.url ?? '').split('?', 1)[0] ?? '');
    response.writeHead(body ? 200 : 404, { 'content-type': 'application/json' });
    response.end(`${body ?? JSON.stringify({ error: 'the baseline has no such path' })}\n`);
  });
  server.listen(listen.port, listen.host);
  await once(server, 'listening');

  return {
    url: `http://${listen.host}:${listen.port}`,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
