import { connect } from 'node:net';

/** Sends a request line exactly as given (no client normalises it) and returns status and body. */
export function rawRequest(
  port: number,
  requestLine: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    const chunks: Buffer[] = [];
    const head = Object.entries({ host: `127.0.0.1:${port}`, connection: 'close', ...headers });
    socket.write(
      `${requestLine} HTTP/1.1\r\n${head.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`,
    );
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('close', () => {
      const answer = Buffer.concat(chunks).toString('utf8');
      resolve({ status: Number(answer.split(' ')[1] ?? 0), text: answer });
    });
  });
}
