import { fork } from 'node:child_process';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { Server } from 'socket.io';
import { io } from 'socket.io-client';

/**
 * The bare thing that the log path is compared with: a producer, a relay and a consumer, three processes, plain
 * Socket.IO, batches of the same size with one ack each; no file, no offsets, no second hop's ack.
 */
const BATCH_BYTES = 256 * 1024;
const LINE = `${'x'.repeat(119)}\n`;

/** Lines per second of a bare relay. */
export async function bareRelay(lines: number): Promise<number> {
  const http = createServer();
  const server = new Server(http, { maxHttpBufferSize: 2 * 1024 * 1024, transports: ['websocket'] });
  server.on('connection', (socket) => {
    if (socket.handshake.auth['role'] === 'consumer') void socket.join('consumers');
    socket.on('batch', (text: string, done: () => void) => {
      server.to('consumers').emit('batch', text);
      done();
    });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;

  const self = fileURLToPath(import.meta.url);
  const consumer = fork(self, ['consumer', url, String(lines)]);
  await new Promise((resolve) => consumer.once('message', resolve));
  const producer = fork(self, ['producer', url, String(lines)]);
  await new Promise((resolve) => producer.once('message', resolve));
  const started = performance.now();
  producer.send('go');
  await new Promise((resolve) => consumer.once('message', resolve));
  const seconds = (performance.now() - started) / 1000;
  producer.kill();
  consumer.kill();
  await server.close();
  return lines / seconds;
}

function consume(url: string, lines: number): void {
  const socket = io(url, { auth: { role: 'consumer' }, transports: ['websocket'] });
  let bytes = 0;
  socket.on('connect', () => setTimeout(() => process.send?.('ready'), 100));
  socket.on('batch', (text: string) => {
    bytes += Buffer.byteLength(text);
    if (bytes >= lines * LINE.length) process.send?.('done');
  });
}

async function produce(url: string, lines: number): Promise<void> {
  const socket = io(url, { auth: { role: 'producer' }, transports: ['websocket'] });
  await new Promise<void>((resolve) => socket.on('connect', resolve));
  process.send?.('ready');
  await new Promise((resolve) => process.once('message', resolve));
  const perBatch = Math.floor(BATCH_BYTES / LINE.length);
  for (let sent = 0; sent < lines; sent += perBatch) {
    await socket.emitWithAck('batch', LINE.repeat(Math.min(perBatch, lines - sent)));
  }
}

const [, , role, url = '', lines = '0'] = process.argv;
if (role === 'consumer') consume(url, Number(lines));
if (role === 'producer') void produce(url, Number(lines));
