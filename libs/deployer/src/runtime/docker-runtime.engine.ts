import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { type ContainerStatus } from './container-runtime.js';
import { DockerRuntime } from './docker-runtime.js';
import { until } from '../until.js';
import { itKeepsTheRuntimeContract } from './runtime-contract.js';

const IMAGE = 'sdp-base-go:1';
const socketPath = '/var/run/docker.sock';
const sh = (script: string) => ['sh', '-c', script];

describe('the Docker runtime', () => {
  itKeepsTheRuntimeContract(async () => ({
    image: IMAGE,
    runtime: new DockerRuntime({ socketPath, agentName: `contract-${randomUUID()}` }),
    commands: {
      serve: sh('trap "exit 0" TERM; echo ready; while true; do sleep 0.1; done'),
      print: sh('echo one; echo two; sleep 0.05; echo three >&2'),
      fail: sh('exit 7'),
      hello: sh('echo hello'),
    },
  }));

  const sandboxId = randomUUID();
  const network = `sdp-${sandboxId.slice(0, 8)}`;
  const runtime = new DockerRuntime({ socketPath, agentName: `hardening-${sandboxId}` });
  const spec = {
    identity: { sandboxId, service: 'orders', deploymentId: randomUUID(), epoch: 1 },
    endpoint: { hostPort: 21_000, containerPort: 8080 },
    content: { release: sandboxId, routeRevision: null, secretNames: [] },
    network,
    image: IMAGE,
    command: sh(
      'id -u; touch /x || echo "root is read-only"; touch /src/x || echo "source is read-only"; touch /tmp/x && echo "tmp is writable"; sleep 60',
    ),
    variables: { GREETING: 'hello\nyou' },
    mounts: [{ source: __dirname, target: '/src' }],
    tmpfs: { '/tmp': 'uid=65534,gid=65534' },
    user: '65534:65534',
    workingDirectory: '/src',
    memoryBytes: 64 * 1024 * 1024,
    cpus: 0.5,
    pidsLimit: 32,
  };

  afterAll(async () => {
    for (const { id } of await runtime.list()) await runtime.remove(id);
    await runtime.removeNetwork(network);
  });

  test('hardens every container', async () => {
    const id = await runtime.create(spec);
    await runtime.start(id);

    const { stdout } = await promisify(execFile)('docker', ['inspect', id]);
    const [{ HostConfig, Config, NetworkSettings }] = JSON.parse(stdout);
    expect(HostConfig).toMatchObject({
      Privileged: false,
      CapDrop: ['ALL'],
      CapAdd: null,
      SecurityOpt: ['no-new-privileges:true'],
      ReadonlyRootfs: true,
      Memory: spec.memoryBytes,
      MemorySwap: spec.memoryBytes,
      PidsLimit: 32,
      NanoCpus: 500_000_000,
      NetworkMode: network,
      PidMode: '',
      IpcMode: 'private',
      Devices: null,
      Binds: null,
      PortBindings: null,
      LogConfig: { Type: 'json-file', Config: { 'max-size': '10m', 'max-file': '3' } },
      RestartPolicy: { Name: '' },
    });
    expect(HostConfig.Mounts).toEqual([expect.objectContaining({ Target: '/src', ReadOnly: true })]);
    expect(Config.User).toBe('65534:65534');
    expect(Config.Env).toContain('GREETING=hello\nyou');
    expect(
      Object.values(NetworkSettings.Ports ?? {})
        .flat()
        .filter(Boolean),
    ).toEqual([]);

    const printed: string[] = [];
    await until(async () => {
      printed.length = 0;
      for await (const { text } of runtime.output(id, { tail: 20, follow: false })) printed.push(text);
      return printed.includes('tmp is writable');
    });
    expect(printed).toEqual(expect.arrayContaining(['65534', 'root is read-only', 'source is read-only']));
  });

  test('shares a network with the other agents of its engine', async () => {
    const agents = ['a', 'b', 'c'].map(
      (name) => new DockerRuntime({ socketPath, agentName: `${network}-${name}` }),
    );
    const ids = await Promise.all(
      agents.map((agent) =>
        agent.create({ ...spec, identity: { ...spec.identity, deploymentId: randomUUID() } }),
      ),
    );
    try {
      await Promise.all(agents.map((agent, index) => agent.start(ids[index]!)));
    } finally {
      for (const [index, agent] of agents.entries()) await agent.remove(ids[index]!);
    }
  });

  test('needs and removes a network at the same time without losing it', async () => {
    const made = await Promise.all(
      Array.from({ length: 4 }, async (_, number) => {
        const identity = { ...spec.identity, service: `s${number}`, deploymentId: randomUUID() };
        await runtime.removeNetwork(network);
        const id = await runtime.create({ ...spec, identity });
        await runtime.removeNetwork(network);
        return id;
      }),
    );
    for (const id of made) {
      await runtime.start(id);
      expect(await runtime.inspect(id)).toMatchObject({ state: 'running' });
    }
    const { stdout } = await promisify(execFile)('docker', [
      'network',
      'ls',
      '-q',
      '--filter',
      `name=${network}`,
    ]);
    expect(stdout.trim().split('\n')).toHaveLength(1);
  });

  test('removes what a killed agent ran once, and nothing of a living one', async () => {
    const agentName = `once-${sandboxId}`;
    const [killed, restarted] = [1, 2].map(() => new DockerRuntime({ socketPath, agentName }));
    const hanging = killed!.runOnce(IMAGE, sh('sleep 60'));
    hanging.catch(() => undefined);
    const left = async () => {
      const { stdout } = await promisify(execFile)('docker', [
        'ps',
        '-aq',
        '--filter',
        `label=sdp.agent=${agentName}`,
      ]);
      return stdout.trim();
    };
    await until(async () => (await left()) !== '');
    await killed!.removeLeftovers();
    expect(await left()).not.toBe('');
    await restarted!.removeLeftovers();
    await until(async () => (await left()) === '');
  });

  test('sees a container that was made again by hand, in another network, and what it has now', async () => {
    const [{ id: original, identity }] = (await runtime.list()) as [ContainerStatus];
    const docker = (...args: string[]) => promisify(execFile)('docker', args);
    const { stdout } = await docker('inspect', '-f', '{{json .Config.Labels}}', original);
    const labels = Object.entries(JSON.parse(stdout) as Record<string, string>);
    await docker('rm', '-f', original);
    const flags = labels.flatMap(([name, value]) => ['--label', `${name}=${value}`]);
    await docker('run', '-d', ...flags, '-e', 'orders_url=http://elsewhere', IMAGE, ...sh('sleep 60'));
    const [again] = await runtime.list();
    expect(again).toMatchObject({ identity, state: 'running', address: expect.any(String) });
    expect(await runtime.environment(again!.id)).toMatchObject({ orders_url: 'http://elsewhere' });
  });

  test('overlooks a container whose labels make no sense', async () => {
    const { stdout } = await promisify(execFile)('docker', [
      'create',
      '--label',
      `sdp.agent=hardening-${sandboxId}`,
      '--label',
      'sdp.deployment=x',
      '--label',
      'sdp.sandbox=x',
      '--label',
      'sdp.service=x',
      '--label',
      'sdp.epoch=NaN',
      IMAGE,
      'true',
    ]);
    expect((await runtime.list()).map(({ id }) => id)).not.toContain(stdout.trim());
    await promisify(execFile)('docker', ['rm', stdout.trim()]);
  });

  test('sees only its own containers', async () => {
    const other = new DockerRuntime({ socketPath, agentName: 'somebody-else' });
    const [mine] = await runtime.list();
    expect(await other.list()).toEqual([]);
    expect(await other.inspect(mine!.id)).toBeNull();
  });

  test('says when no engine answers', async () => {
    const nobody = new DockerRuntime({ socketPath: '/nowhere/docker.sock', agentName: 'x' });
    await expect(nobody.ping()).rejects.toMatchObject({ code: 'engine-unreachable', retryable: true });
    await expect(nobody.create(spec)).rejects.toMatchObject({ code: 'engine-unreachable' });
  });
});
