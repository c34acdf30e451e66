import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';

/** Stands in for the shared environment: answers every path as "from the baseline". */
export async function startBaseline(host: string): Promise<{ url: string; close(): void }> {
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({ from: 'baseline', path: request.url, sandbox: request.headers['x-sandbox'] ?? null }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${host}:${port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
