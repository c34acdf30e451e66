import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { freePort, portSwitchCommand, postToSwitch } from '../engine-fixture.js';
import { until } from '../until.js';
import { type ControlStatus } from './control-api.js';
import { Forwarder, targetKey } from './forwarder.js';
import { OpenConnections } from './open-connections.js';
import { PortSwitchClient } from './port-switch-client.js';
import { RestlessClient } from './restless-client.js';
import { switchPaths } from './switch-paths.js';

jest.setTimeout(30_000);

let dataDir: string;
let ports: PortSwitchClient;
let port: number;
const servers: Server[] = [];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'sdp-switch-'));
  ports = clientOf('127.0.0.1');
  port = await freePort();
  await ports.ensureRunning();
});

afterEach(async () => {
  await postToSwitch(dataDir, 'retire');
  for (const server of servers.splice(0)) server.close();
  await rm(dataDir, { recursive: true, force: true });
});

function clientOf(bindAddress: string): PortSwitchClient {
  return new PortSwitchClient({ dataDir, bindAddress, command: portSwitchCommand() });
}

/** A server that handles raw connections; its target is what a port is pointed to. */
async function upstream(handle: (socket: Socket) => void, deploymentId = 'one') {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => undefined);
    handle(socket);
  });
  servers.push(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return { deploymentId, host: '127.0.0.1', port: (server.address() as AddressInfo).port };
}

const saying = (words: string, deploymentId = words) => upstream((socket) => socket.end(words), deploymentId);

/** An HTTP server that keeps connections, and answers with a word in more than one piece. */
async function answering(word: string) {
  const server = createHttpServer((_, response) => {
    response.write(word.slice(0, 1));
    setImmediate(() => response.end(word.slice(1)));
  });
  servers.push(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port: targetPort } = server.address() as AddressInfo;
  return {
    target: { deploymentId: word, host: '127.0.0.1', port: targetPort },
    connections: promisify(server.getConnections.bind(server)),
  };
}

function dial(): Socket {
  return connect({ host: '127.0.0.1', port, allowHalfOpen: true });
}

/** Everything that a new connection to the port says until it ends; '' when it is closed at once. */
async function ask(): Promise<string> {
  const socket = dial();
  const said = await text(socket).catch(() => '');
  socket.destroy();
  return said;
}

async function status(): Promise<ControlStatus | null> {
  const answer = await postToSwitch(dataDir, 'status');
  return answer === null ? null : (JSON.parse(answer) as ControlStatus);
}

describe('a forwarder', () => {
  it('lets go of a connection whose client has gone and whose target stays silent', async () => {
    const target = await upstream((socket) => socket.write('hello'));
    const connections = new OpenConnections();
    const forwarder = new Forwarder(connections, () => target, 50);
    await forwarder.listen(port, '127.0.0.1');
    const client = dial();
    await once(client, 'data');
    expect(connections.count(targetKey(target))).toBe(1);
    client.destroy();
    await connections.drained(targetKey(target), 5_000);
    expect(connections.count(targetKey(target))).toBe(0);
    forwarder.close();
  });
});

describe('the port switch', () => {
  it('forwards to where a port is pointed, and elsewhere as soon as that changes', async () => {
    await ports.point(port, await saying('one'));
    expect(await ask()).toBe('one');
    await ports.point(port, await saying('two'));
    expect(await ask()).toBe('two');
    expect((await ports.entries()).get(port)).toMatchObject({
      target: { deploymentId: 'two' },
      isParked: false,
    });
  });

  it('leaves open connections where they are', async () => {
    await ports.point(
      port,
      await upstream((socket) => {
        socket.on('data', (data) => socket.write(`old ${data}`)).on('end', () => socket.end());
      }),
    );
    const client = dial();
    client.write('a');
    expect(String((await once(client, 'data'))[0])).toBe('old a');
    await ports.point(port, await saying('new'));
    client.write('b');
    expect(String((await once(client, 'data'))[0])).toBe('old b');
    client.destroy();
  });

  it('passes on the end of one direction while the other goes on', async () => {
    const target = await upstream((socket) => {
      void text(socket).then((said) => socket.end(`you said ${said}`));
    });
    await ports.point(port, target);
    const client = dial();
    client.end('everything');
    expect(await text(client)).toBe('you said everything');
  });

  it('waits until a target is drained, but not for ever', async () => {
    const target = await upstream((socket) => socket.on('end', () => socket.end()).write('hello'));
    await ports.point(port, target);
    const client = dial();
    await once(client, 'data');

    const impatient = performance.now();
    await ports.drain(target, 100);
    expect(performance.now() - impatient).toBeGreaterThanOrEqual(90);

    let isDrained = false;
    const drained = ports.drain(target, 10_000).then(() => (isDrained = true));
    expect(isDrained).toBe(false);
    client.destroy();
    await drained;
    await ports.drain(target, 10_000);
  });

  it('ends kept connections that nobody uses while it drains, and no others', async () => {
    const answering = await upstream((socket) => socket.on('data', (data) => socket.write(`re: ${data}`)));
    await ports.point(port, answering);
    const kept = dial();
    kept.write('one');
    await once(kept, 'data');
    const ended = once(kept, 'end');
    await ports.drain(answering, 10_000);
    await ended;

    const silent = await upstream((socket) => socket.resume());
    await ports.point(port, silent);
    const waiting = dial();
    waiting.write('are you there?');
    const wasEnded = jest.fn();
    waiting.on('end', wasEnded);
    await ports.drain(silent, 600);
    expect(wasEnded).not.toHaveBeenCalled();
    waiting.destroy();
  });

  it('moves clients that never pause on their kept connections, without one failed request', async () => {
    const [old, next] = [await answering('old'), await answering('new')];
    await ports.point(port, old.target);
    const clients = [new RestlessClient(port), new RestlessClient(port)];
    await until(() => clients.every(({ answers }) => answers.has('old')));

    await ports.point(port, next.target);
    await ports.drain(old.target, 10_000);
    expect(await old.connections()).toBe(0);
    await until(() => clients.every(({ answers }) => answers.has('new')));
    for (const client of clients) await client.stop();
    expect(clients.flatMap(({ failures }) => failures)).toEqual([]);
  });

  it('closes connections to a port that is held, parked, or whose target refuses', async () => {
    await ports.hold(port);
    expect(await ask()).toBe('');
    await ports.point(port, await saying('one'));
    await ports.hold(port);
    expect(await ask()).toBe('one');
    await ports.park(port);
    expect(await ask()).toBe('');
    expect((await ports.entries()).get(port)).toMatchObject({
      target: { deploymentId: 'one' },
      isParked: true,
    });
    await ports.point(port, { deploymentId: 'gone', host: '127.0.0.1', port: await freePort() });
    expect(await ask()).toBe('');
  });

  it('frees a port, once or twice', async () => {
    await ports.point(port, await saying('one'));
    await ports.clear(port);
    await ports.clear(port);
    await ports.park(port);
    await expect(once(dial(), 'connect')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    expect((await ports.entries()).size).toBe(0);
  });

  it('says when somebody else listens on a port', async () => {
    const stranger = createServer().listen(port, '127.0.0.1');
    servers.push(stranger);
    await once(stranger, 'listening');
    const inUse = { code: 'port-in-use', details: { port } };
    await expect(ports.hold(port)).rejects.toMatchObject(inUse);
    await expect(ports.point(port, await saying('one'))).rejects.toMatchObject(inUse);
    expect((await ports.entries()).size).toBe(0);
  });

  it('goes on after it was killed, with what it had', async () => {
    await ports.point(port, await saying('one'));
    const killed = await status();
    process.kill(killed!.pid, 'SIGKILL');
    await until(async () => (await status()) === null);

    await ports.ensureRunning();
    expect((await status())!.pid).not.toBe(killed!.pid);
    expect(await ask()).toBe('one');
  });

  it('is started again by whoever finds it dead', async () => {
    await ports.point(port, await saying('one'));
    process.kill((await status())!.pid, 'SIGKILL');
    await until(async () => (await status()) === null);
    const [first, second] = await Promise.all([ports.entries(), ports.entries()]);
    expect(first.get(port)).toEqual(second.get(port));
    expect(await ask()).toBe('one');
  });

  it('parks every port after a reboot, and still knows whose they are', async () => {
    await ports.point(port, await saying('one'));
    process.kill((await status())!.pid, 'SIGKILL');
    await until(async () => (await status()) === null);
    const { table } = switchPaths(dataDir);
    const saved = JSON.parse(await readFile(table, 'utf8'));
    await writeFile(table, JSON.stringify({ ...saved, bootId: 'another boot' }));

    await ports.ensureRunning();
    expect((await ports.entries()).get(port)).toMatchObject({
      target: { deploymentId: 'one' },
      isParked: true,
    });
    expect(await ask()).toBe('');
  });

  it('runs once per data folder, however often it is started', async () => {
    const { pid } = (await status())!;
    await Promise.all([ports.ensureRunning(), clientOf('127.0.0.1').ensureRunning()]);
    const [program, ...args] = [...portSwitchCommand(), '--data-dir', dataDir, '--bind', '127.0.0.1'];
    const [exitCode] = await once(spawn(program!, args, { stdio: 'ignore' }), 'exit');
    expect(exitCode).toBe(0);
    expect((await status())!.pid).toBe(pid);
  });

  it('outlives a killed agent', async () => {
    const other = await mkdtemp(join(tmpdir(), 'sdp-switch-'));
    const script = `
      import(${JSON.stringify(join(__dirname, 'port-switch-client.ts'))}).then(async ({ PortSwitchClient }) => {
        const ports = new PortSwitchClient(${JSON.stringify({ dataDir: other, bindAddress: '127.0.0.1', command: portSwitchCommand() })});
        await ports.ensureRunning();
        await ports.point(${port}, ${JSON.stringify(await saying('still here'))});
        console.log('pointed');
        setInterval(() => undefined, 1000);
      });`;
    const agent = spawn(process.execPath, ['--import', 'tsx', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, SDP_AGENT_TOKEN: 'canary-token' },
    });
    await once(agent.stdout, 'data');
    const pid = (JSON.parse((await postToSwitch(other, 'status'))!) as ControlStatus).pid;
    agent.kill('SIGKILL');
    await once(agent, 'exit');

    expect(await ask()).toBe('still here');
    expect(await readFile(`/proc/${pid}/environ`, 'utf8')).not.toContain('canary-token');
    await postToSwitch(other, 'retire');
    await rm(other, { recursive: true, force: true });
  });

  it('is replaced when it should listen on another address, and keeps open connections', async () => {
    const target = await upstream((socket) => socket.pipe(socket));
    await ports.point(port, target);
    const client = dial();
    client.write('a');
    await once(client, 'data');

    await clientOf('0.0.0.0').ensureRunning();
    expect(await status()).toMatchObject({ bindAddress: '0.0.0.0' });
    client.write('b');
    expect(String((await once(client, 'data'))[0])).toBe('b');
    client.destroy();
    await ports.point(port, await saying('new'));
    expect(await ask()).toBe('new');
  });

  it('refuses a data folder whose path a socket cannot have', async () => {
    const long = new PortSwitchClient({
      dataDir: `/tmp/${'x'.repeat(120)}`,
      bindAddress: '127.0.0.1',
      command: portSwitchCommand(),
    });
    await expect(long.ensureRunning()).rejects.toMatchObject({ code: 'platform-failure' });
  });
});
