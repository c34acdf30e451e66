import { randomUUID } from 'node:crypto';
import { until } from '../until.js';
import {
  type ContainerEvent,
  type ContainerRuntime,
  type ContainerSpec,
  type OutputLine,
} from './container-runtime.js';

/** What a runtime brings along to be tested: commands that its base image understands. */
export interface RuntimeUnderTest {
  runtime: ContainerRuntime;
  image: string;
  commands: {
    /** Prints "ready", then runs until it is asked to stop. */
    serve: readonly string[];
    /** Prints "one" and "two" to standard output, "three" to standard error, and ends with 0. */
    print: readonly string[];
    /** Ends at once with 7. */
    fail: readonly string[];
    /** One that `runOnce` runs: prints "hello" and ends with 0. */
    hello: readonly string[];
  };
}

const MEMORY_BYTES = 64 * 1024 * 1024;

/** What every `ContainerRuntime` must do. Call it inside a `describe`. */
export function itKeepsTheRuntimeContract(start: () => Promise<RuntimeUnderTest>): void {
  let subject: RuntimeUnderTest;
  let runtime: ContainerRuntime;
  const sandboxId = randomUUID();
  const network = `sdp-${sandboxId.slice(0, 8)}`;
  const created: string[] = [];

  beforeAll(async () => {
    subject = await start();
    runtime = subject.runtime;
  });

  afterEach(async () => {
    for (const id of created.splice(0)) await runtime.remove(id);
  });

  afterAll(() => runtime.removeNetwork(network));

  function spec(command: readonly string[], changes: Partial<ContainerSpec> = {}): ContainerSpec {
    const deploymentId = randomUUID();
    return {
      identity: { sandboxId, service: 'orders', deploymentId, epoch: 3 },
      content: { release: deploymentId, routeRevision: null, secretNames: [] },
      endpoint: { hostPort: 21_000, containerPort: 8080, healthPath: '/healthz' },
      network,
      image: subject.image,
      command,
      variables: {},
      mounts: [],
      tmpfs: { '/tmp': '' },
      user: '65534:65534',
      workingDirectory: '/',
      memoryBytes: MEMORY_BYTES,
      cpus: null,
      pidsLimit: 32,
      ...changes,
    };
  }

  async function create(command: readonly string[], changes?: Partial<ContainerSpec>): Promise<string> {
    const id = await runtime.create(spec(command, changes));
    created.push(id);
    return id;
  }

  async function started(command: readonly string[]): Promise<string> {
    const id = await create(command);
    await runtime.start(id);
    return id;
  }

  async function state(id: string): Promise<string | undefined> {
    return (await runtime.inspect(id))?.state;
  }

  async function lines(id: string, options = { tail: 100, follow: false }): Promise<OutputLine[]> {
    const found: OutputLine[] = [];
    for await (const line of runtime.output(id, options)) found.push(line);
    return found;
  }

  test('answers', async () => {
    expect(await runtime.ping()).not.toBe('');
  });

  test('knows which images are there', async () => {
    expect(await runtime.imageId(subject.image)).toMatch(/^sha256:/);
    expect(await runtime.imageId('sdp-no-such-image:1')).toBeNull();
  });

  test('runs a command once', async () => {
    const before = await runtime.list();
    expect(await runtime.runOnce(subject.image, subject.commands.hello)).toEqual({
      exitCode: 0,
      lines: ['hello'],
    });
    expect(await runtime.list()).toHaveLength(before.length);
  });

  test('creates what does not run yet, and knows what it is', async () => {
    const id = await create(subject.commands.serve);
    expect(await runtime.inspect(id)).toMatchObject({
      id,
      identity: { sandboxId, service: 'orders', epoch: 3 },
      endpoint: { hostPort: 21_000, containerPort: 8080, healthPath: '/healthz' },
      network,
      state: 'created',
      exitCode: null,
      restarts: 0,
      startedAt: null,
      address: null,
    });
  });

  test('knows what it was started with', async () => {
    const release = randomUUID();
    const secretNames = ['TOKEN', 'orders_password'];
    const content = { release, routeRevision: 12, secretNames };
    const id = await create(subject.commands.serve, { content });
    expect(await runtime.inspect(id)).toMatchObject({ content, memoryBytes: MEMORY_BYTES });
    const other = await create(subject.commands.serve);
    expect(await runtime.inspect(other)).toMatchObject({ content: { routeRevision: null, secretNames: [] } });
  });

  test('tells the variables a container really has', async () => {
    const variables = { orders_url: 'http://orders:8080/?a=b', EMPTY: '', LINES: 'one\ntwo' };
    const id = await create(subject.commands.serve, { variables });
    expect(await runtime.environment(id)).toMatchObject(variables);
    expect(await runtime.environment('0'.repeat(64))).toBeNull();
  });

  test.each([0.05, 1, 64])('runs within a limit of %d cores, as far as the host has them', async (cpus) => {
    const id = await create(subject.commands.serve, { cpus });
    await runtime.start(id);
    expect(await state(id)).toBe('running');
  });

  test('measures what runs, and only that', async () => {
    const id = await started(subject.commands.serve);
    const idle = await create(subject.commands.serve);
    const of = async (wanted: string) => (await runtime.usage()).find((usage) => usage.id === wanted);
    const first = await of(id);
    expect(first).toMatchObject({
      identity: { service: 'orders', epoch: 3 },
      memoryLimitBytes: MEMORY_BYTES,
    });
    expect(first!.memoryBytes).toBeGreaterThan(0);
    expect(first!.memoryBytes).toBeLessThanOrEqual(MEMORY_BYTES);
    const second = await of(id);
    expect(second!.takenAt).toBeGreaterThan(first!.takenAt);
    expect(second!.cpuNanoseconds).toBeGreaterThanOrEqual(first!.cpuNanoseconds);
    expect(await of(idle)).toBeUndefined();
  });

  test('refuses to create the same deployment twice', async () => {
    const identity = { sandboxId, service: 'orders', deploymentId: randomUUID(), epoch: 1 };
    await create(subject.commands.serve, { identity });
    await expect(create(subject.commands.serve, { identity })).rejects.toMatchObject({
      code: 'container-failed',
    });
  });

  test('names the command that loads a missing image', async () => {
    await expect(create(subject.commands.serve, { image: 'sdp-no-such-image:1' })).rejects.toMatchObject({
      code: 'image-missing',
      message: expect.stringContaining('docker load -i'),
    });
  });

  test('starts, gives an address, stops; each of them may be repeated', async () => {
    const id = await started(subject.commands.serve);
    await runtime.start(id);
    expect(await runtime.inspect(id)).toMatchObject({ state: 'running', address: expect.any(String) });

    await runtime.stop(id, 5);
    await runtime.stop(id, 5);
    expect(await runtime.inspect(id)).toMatchObject({ state: 'exited', address: null });

    await runtime.start(id);
    expect(await state(id)).toBe('running');
  });

  test('removes what runs; to remove or stop what is not there is no error', async () => {
    const id = await started(subject.commands.serve);
    await runtime.remove(id);
    await runtime.remove(id);
    await runtime.stop(id, 1);
    expect(await runtime.inspect(id)).toBeNull();
    await expect(runtime.start(id)).rejects.toMatchObject({ code: 'container-failed' });
  });

  test('leaves an exit as it is until it is told to keep running', async () => {
    const id = await started(subject.commands.fail);
    await until(async () => (await state(id)) === 'exited');
    expect(await runtime.inspect(id)).toMatchObject({ exitCode: 7, restarts: 0, isOutOfMemory: false });
  });

  test('restarts what fails once it is told to keep running', async () => {
    const id = await create(subject.commands.fail);
    await runtime.keepRunning(id);
    await runtime.start(id);
    await until(async () => ((await runtime.inspect(id))?.restarts ?? 0) > 0);
  });

  test('hands out what was printed, with stream and time', async () => {
    const id = await started(subject.commands.print);
    await until(async () => (await state(id)) === 'exited');
    const printed = await lines(id);
    expect(printed.map(({ stream, text }) => `${stream} ${text}`).sort()).toEqual([
      'err three',
      'out one',
      'out two',
    ]);
    expect(await lines(id, { tail: 1, follow: false })).toHaveLength(1);
    expect(await lines(id, { tail: 10_000_000, follow: false })).toEqual(printed);
    const [first, ...rest] = printed;
    const later: OutputLine[] = [];
    for await (const line of runtime.output(id, { tail: 100, follow: false, since: first!.at }))
      later.push(line);
    expect(later).toEqual(rest);
  });

  test('takes times in any form', async () => {
    const id = await started(subject.commands.print);
    await until(async () => (await state(id)) === 'exited');
    const since = async (at: string) => {
      const found: OutputLine[] = [];
      for await (const line of runtime.output(id, { tail: 100, follow: false, since: at })) found.push(line);
      return found.length;
    };
    expect(await since('2001-01-01T00:00:00Z')).toBe(3);
    expect(await since('2001-01-01T00:00:00.5+02:00')).toBe(3);
    expect(await since('2101-01-01T00:00:00Z')).toBe(0);
  });

  test('follows output until the container ends', async () => {
    const id = await started(subject.commands.serve);
    const following = lines(id, { tail: 10, follow: true });
    await until(async () => (await lines(id)).length > 0);
    await runtime.stop(id, 1);
    expect((await following).map(({ text }) => text)).toContain('ready');
  });

  test('stops following quietly when the signal aborts', async () => {
    const id = await started(subject.commands.serve);
    const abort = new AbortController();
    for await (const { text } of runtime.output(id, { tail: 10, follow: true }, abort.signal)) {
      expect(text).toBe('ready');
      abort.abort();
    }
  });

  test('has no output of what is not there', async () => {
    expect(await lines('0'.repeat(64))).toEqual([]);
  });

  test('lists what it owns', async () => {
    const id = await create(subject.commands.serve);
    expect((await runtime.list()).map((status) => status.id)).toContain(id);
  });

  test('tells of starts, deaths and removals', async () => {
    const events: ContainerEvent[] = [];
    const abort = new AbortController();
    runtime.watch(
      (event) => events.push(event),
      () => undefined,
      abort.signal,
    );
    // Watching begins some time after the call: go on until an event shows that it has.
    await until(async () => {
      const id = await started(subject.commands.serve);
      await runtime.remove(id);
      const seen = events.filter((event) => event.id === id).map(({ action }) => action);
      return ['started', 'died', 'removed'].every((action) =>
        seen.includes(action as ContainerEvent['action']),
      );
    });
    abort.abort();
  });

  test('throws the reason of an aborted signal and makes nothing', async () => {
    const before = (await runtime.list()).length;
    const reason = new Error('enough');
    await expect(runtime.create(spec(subject.commands.serve), AbortSignal.abort(reason))).rejects.toBe(
      reason,
    );
    expect(await runtime.list()).toHaveLength(before);
  });

  test('leaves alone what it runs itself when it removes leftovers', async () => {
    const id = await started(subject.commands.serve);
    const running = runtime.runOnce(subject.image, subject.commands.hello);
    await runtime.removeLeftovers();
    expect(await running).toMatchObject({ lines: ['hello'] });
    expect(await state(id)).toBe('running');
  });

  test('keeps a network that even a stopped container uses', async () => {
    const id = await create(subject.commands.serve);
    await runtime.removeNetwork(network);
    await runtime.start(id);
    expect(await state(id)).toBe('running');
    await runtime.removeNetwork('sdp-nothere');
  });
}
