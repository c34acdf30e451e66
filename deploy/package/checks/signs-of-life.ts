import { type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { type AgentHello, AGENTS_NAMESPACE, SOCKET_PATH } from '@sdp/protocol';
import { Server } from 'socket.io';
import { type SignOfLife } from '../components.js';
import { type BareMachine } from './bare-machine.js';

const DEADLINE_MS = 30_000;
const POLL_MS = 100;

/** Starts the program on a machine without anything, and tells what was seen; throws with its output otherwise. */
type Check = (machine: BareMachine, version: string) => Promise<string>;

export const SIGNS_OF_LIFE: Record<SignOfLife, Check> = {
  'answers-health': answersHealth,
  'greets-control-plane': greetsControlPlane,
  'tells-version': tellsVersion,
};

async function answersHealth(machine: BareMachine, version: string): Promise<string> {
  const port = await freePort();
  const env = { SDP_DATA_DIR: '/data', SDP_PORT: String(port), SDP_AGENT_TOKENS: `check:micro:${token()}` };
  return watch(machine.start([], env), async (signal) => {
    const health = await firstAnswer(`http://127.0.0.1:${port}/api/health`, signal);
    const { status, version: told } = JSON.parse(health) as { status: string; version: string };
    if (status !== 'ok' || told !== version) throw new Error(`It says of its health: ${health}`);
    await firstAnswer(`http://127.0.0.1:${port}/api/docs/swagger-ui.css`, signal);
    return 'starts without Node, answers /api/health';
  });
}

async function greetsControlPlane(machine: BareMachine, version: string): Promise<string> {
  const http = createServer().listen(0, '127.0.0.1');
  await once(http, 'listening');
  const sockets = new Server(http, { path: SOCKET_PATH });
  const env = {
    SDP_CONTROL_URL: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    SDP_AGENT_NAME: 'check',
    SDP_AGENT_TOKEN: token(),
    SDP_AGENT_ADDRESS: '127.0.0.1',
    SDP_BIND_ADDRESS: '127.0.0.1',
    SDP_DATA_DIR: '/data',
  };
  const greeting = new Promise<AgentHello>((resolve) => {
    sockets.of(AGENTS_NAMESPACE).on('connection', (socket) => socket.on('agent:hello', resolve));
  });
  try {
    return await watch(machine.start([], env), async () => {
      const hello = await greeting;
      if (hello.version !== version) throw new Error(`It says that it is ${hello.version}.`);
      return 'starts without Node, greets the control plane';
    });
  } finally {
    await sockets.close();
  }
}

async function tellsVersion(machine: BareMachine, version: string): Promise<string> {
  const child = machine.start(['--version'], {});
  const [output] = await Promise.all([text(child.stdout!), once(child, 'exit')]);
  if (!output.includes(version)) throw new Error(`--version prints "${output.trim()}", not ${version}.`);
  return 'starts without Node, tells its version';
}

/** Looks on while a program runs, and ends it. */
async function watch<T>(child: ChildProcess, look: (signal: AbortSignal) => Promise<T>): Promise<T> {
  let output = '';
  for (const stream of [child.stdout!, child.stderr!])
    stream.setEncoding('utf8').on('data', (chunk: string) => (output = (output + chunk).slice(-4_000)));
  const ended = once(child, 'exit');
  const over = new AbortController();
  try {
    return await Promise.race([
      look(over.signal),
      ended.then(() => Promise.reject(new Error('The program ended by itself.'))),
      pause(DEADLINE_MS, undefined, { signal: over.signal }).then(() =>
        Promise.reject(new Error(`No sign of life within ${DEADLINE_MS / 1000} s.`)),
      ),
    ]);
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${output}`, { cause: error });
  } finally {
    over.abort();
    child.kill('SIGKILL');
    await ended.catch(() => undefined);
  }
}

async function firstAnswer(url: string, signal: AbortSignal): Promise<string> {
  for (;;) {
    const answer = await fetch(url, { signal }).catch(() => null);
    if (answer?.ok) return answer.text();
    await pause(POLL_MS, undefined, { signal });
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function token(): string {
  return randomBytes(24).toString('hex');
}
