import { type INestApplicationContext } from '@nestjs/common';
import { DeployError } from '@sdp/deployer';
import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { FakeControlPlane } from './testing/fake-control-plane.js';
import { COMMIT, ScriptedHost, whenAborted } from './testing/scripted-host.js';
import {
  aDeployment,
  newDataDir,
  PASSWORD,
  removeDataDir,
  SANDBOX,
  startAgent,
} from './testing/test-agent.js';
import { until } from './testing/until.js';
import { Wire } from './testing/wire.js';

describe('an agent and its control plane', () => {
  let dataDir: string;
  let control: FakeControlPlane;
  let host: ScriptedHost;
  let agent: INestApplicationContext;
  const open = new Set<INestApplicationContext>();

  const start = async (changes: { url?: string; capacity?: number } = {}) => {
    agent = await startAgent(host, { dataDir, url: control.url, token: control.token, ...changes });
    open.add(agent);
    return agent;
  };
  const stop = async (which = agent) => {
    open.delete(which);
    await which.close();
  };
  const files = async () => {
    const lists = await Promise.all(['deployments', 'spool'].map((folder) => readdir(join(dataDir, folder))));
    return lists.flat();
  };

  beforeEach(async () => {
    dataDir = await newDataDir();
    control = await new FakeControlPlane().listen();
    host = new ScriptedHost();
  });

  afterEach(async () => {
    for (const each of open) await stop(each);
    await control.close();
    await removeDataDir(dataDir);
  });

  describe('saying who it is', () => {
    it('announces itself after every connect and sends heartbeats', async () => {
      await start();
      await until(() => control.heartbeats.length >= 2, 'two heartbeats');
      expect(control.hellos[0]).toMatchObject({
        kind: 'micro',
        version: expect.stringMatching(/^\d+\.\d+\.\d+/),
        address: '127.0.0.1',
        portRange: { from: 21000, to: 21999 },
        capacity: 2,
        images: [{ stack: 'go', name: 'alpine:3.20', isPresent: true }],
        switch: null,
        repositories: [{ name: 'orders' }],
        deployments: [],
        instances: [],
      });
      expect(control.heartbeats[0]).toMatchObject({
        running: 0,
        freeDiskBytes: expect.any(Number),
        totalDiskBytes: expect.any(Number),
        images: [{ name: 'alpine:3.20', isPresent: true }],
      });
      host.isEngineUp = false;
      control.cut();
      await until(() => control.hellos.length === 2, 'a second hello');
      expect(control.hellos[1]?.images).toEqual(control.hellos[0]?.images);
    });

    it('comes back after the control plane itself has dropped it', async () => {
      await start();
      await until(() => control.hellos.length === 1, 'a hello');
      await control.close();
      await control.listen();
      await until(() => control.hellos.length === 2, 'a second hello');
    });

    it('notices a half-open wire within two heartbeats and connects anew', async () => {
      const wire = new Wire(Number(new URL(control.url).port));
      await start({ url: await wire.listen() });
      await until(() => control.heartbeats.length >= 1, 'a heartbeat');
      const frozenAt = performance.now();
      wire.freeze();
      await until(() => wire.connections === 2, 'a second connection');
      const firstRetryMs = 500;
      expect(performance.now() - frozenAt).toBeLessThan(2 * control.heartbeatMs + firstRetryMs + 100);
      await until(() => control.hellos.length === 2, 'a second hello');
      wire.close();
    });

    it('keeps trying when it is refused', async () => {
      const { token } = control;
      control.token = 'another';
      agent = await startAgent(host, { dataDir, url: control.url, token });
      open.add(agent);
      await until(() => control.refusals > 0, 'a refusal');
      control.token = token;
      await until(() => control.hellos.length === 1, 'a hello');
    });
  });

  it('refuses to start in a data folder that another agent works in', async () => {
    await start();
    await expect(startAgent(host, { dataDir, url: control.url, token: control.token })).rejects.toThrow(
      `another agent process works in ${dataDir}`,
    );
    await until(() => control.heartbeats.length > 0, 'the first one goes on');
    expect(control.hellos).toHaveLength(1);
  });

  describe('frames', () => {
    it('refuses what is not a frame, without repeating its content, and does nothing', async () => {
      await start();
      const answer = await control.send('deployment:run', aDeployment({ branch: `$(touch ${PASSWORD})` }));
      expect(answer).toMatchObject({ ok: false, error: { code: 'invalid-input', blame: 'platform' } });
      expect(JSON.stringify(answer)).not.toContain(PASSWORD);
      expect(host.calls).toEqual([]);
    });

    it('answers requests about git with the error of the git server', async () => {
      await start();
      const credentials = { username: 'ada', password: PASSWORD };
      const wrong = { username: 'ada', password: 'wrong-password' };
      expect(await control.send('credentials:probe', { credentials })).toEqual({ ok: true, value: null });
      expect(await control.send('credentials:probe', { credentials: wrong })).toMatchObject({
        ok: false,
        error: { code: 'credentials-rejected' },
      });
      expect(await control.send('repositories:list', {})).toMatchObject({
        ok: true,
        value: [{ name: 'orders' }],
      });
      expect(await control.send('branches:list', { repository: 'orders', credentials })).toMatchObject({
        ok: true,
        value: [{ name: 'main' }],
      });
      const url = 'https://git.test/billing.git';
      expect(await control.send('repositories:add', { name: 'billing', url, credentials })).toMatchObject({
        ok: true,
        value: { name: 'billing', url },
      });
    });

    it('hides what nobody foresaw behind an id', async () => {
      host.script = async () => {
        throw new Error(`secret internals of ${dataDir}`);
      };
      await start();
      const frame = aDeployment();
      await control.send('deployment:run', frame);
      const result = await control.untilFinished(frame.deploymentId);
      expect(result).toMatchObject({ outcome: 'failed', error: { code: 'platform-failure' } });
      expect(JSON.stringify(result)).not.toContain(dataDir);
    });
  });

  describe('deployments', () => {
    it('reports each step in order, then forgets the deployment', async () => {
      await start();
      const frame = aDeployment();
      expect(await control.send('deployment:run', frame)).toEqual({ ok: true, value: null });
      expect(await control.untilFinished(frame.deploymentId)).toMatchObject({
        outcome: 'succeeded',
        logBytes: expect.any(Number),
      });
      const events = control.eventsOf(frame.deploymentId);
      expect(events.map(({ type }) => type)).toEqual([
        'step-started',
        'step-finished',
        'commit-resolved',
        'finished',
      ]);
      expect(events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
      await until(async () => (await files()).length === 0, 'journal and spool are gone');
      expect(control.resultOf(frame.deploymentId)?.logBytes).toBe(
        control.logs.get(frame.deploymentId)?.length,
      );
    });

    it('runs a repeated frame once, while it works and after it has ended', async () => {
      await start();
      const frame = aDeployment();
      const answers = await Promise.all([1, 2, 3].map(() => control.send('deployment:run', frame)));
      await control.untilFinished(frame.deploymentId);
      await until(async () => (await files()).length === 0, 'journal and spool are gone');
      answers.push(await control.send('deployment:run', frame));
      expect(answers.every(({ ok }) => ok)).toBe(true);
      expect(host.calls).toEqual(['deploy orders']);
    });

    it('refuses older epochs of an instance, after a restart too', async () => {
      await start();
      const newer = aDeployment({ epoch: 7 });
      await control.send('deployment:run', newer);
      await control.untilFinished(newer.deploymentId);
      const stale = { ok: false, error: { code: 'stale-epoch' } };
      expect(await control.send('deployment:run', aDeployment({ epoch: 6 }))).toMatchObject(stale);
      expect(
        await control.send('instance:stop', { sandboxId: SANDBOX, service: 'orders', epoch: 5 }),
      ).toMatchObject(stale);
      await stop();
      await start();
      await until(() => control.hellos.length === 2, 'a second hello');
      expect(await control.send('deployment:run', aDeployment({ epoch: 6 }))).toMatchObject(stale);
      expect(host.calls).toEqual(['deploy orders']);
    });

    it('refuses another deployment with an epoch that it knows, and says which is the highest', async () => {
      await start();
      const known = aDeployment({ epoch: 7 });
      await control.send('deployment:run', known);
      await control.untilFinished(known.deploymentId);
      const refusal = { ok: false, error: { code: 'stale-epoch', details: { highest: 7 } } };
      expect(await control.send('deployment:run', aDeployment({ epoch: 7 }))).toMatchObject(refusal);

      await control.send('instance:stop', { sandboxId: SANDBOX, service: 'orders', epoch: 9 });
      const stopped = { ok: false, error: { code: 'stale-epoch', details: { highest: 9 } } };
      expect(await control.send('deployment:run', aDeployment({ epoch: 9 }))).toMatchObject(stopped);
      await stop();
      await start();
      await until(() => control.hellos.length === 2, 'a second hello');
      expect(await control.send('deployment:run', aDeployment({ epoch: 9 }))).toMatchObject(stopped);
      expect(host.calls).toEqual(['deploy orders', 'stop orders']);
    });

    it('tells of the highest epoch of each instance when it introduces itself', async () => {
      const seen = { sandboxId: SANDBOX, deploymentId: randomUUID(), epoch: 3, state: 'exited' as const };
      for (const service of ['orders', 'billing'])
        host.observedInstances.push({ ...seen, service, releases: [] });
      await start();
      await control.send('instance:start', { sandboxId: SANDBOX, service: 'orders', epoch: 9 });
      control.cut();
      await until(() => control.hellos.length === 2, 'a second hello');
      expect(control.hellos[1]?.instances).toMatchObject([
        { service: 'orders', epoch: 3, lastEpoch: 9 },
        { service: 'billing', epoch: 3, lastEpoch: 0 },
      ]);
    });

    it('lets a newer deployment of an instance end the older one and waits for it', async () => {
      let newerBegan = false;
      host.script = async ({ epoch }, { signal }) => {
        if (epoch === 2) newerBegan = true;
        else await whenAborted(signal).finally(() => expect(newerBegan).toBe(false));
      };
      await start();
      const [older, newer] = [aDeployment({ epoch: 1 }), aDeployment({ epoch: 2 })];
      await control.send('deployment:run', older);
      await until(() => host.running === 1, 'the older one runs');
      await control.send('deployment:run', newer);
      expect(await control.untilFinished(older.deploymentId)).toMatchObject({ outcome: 'canceled' });
      expect(await control.untilFinished(newer.deploymentId)).toMatchObject({ outcome: 'succeeded' });
      expect(host.mostAtOnce).toBe(1);
    });

    it('ends in the same state when two deployments come in the wrong order', async () => {
      await start();
      const [older, newer] = [aDeployment({ epoch: 1 }), aDeployment({ epoch: 2 })];
      await control.send('deployment:run', newer);
      expect(await control.send('deployment:run', older)).toMatchObject({
        ok: false,
        error: { code: 'stale-epoch' },
      });
      await control.untilFinished(newer.deploymentId);
      expect(host.calls).toEqual(['deploy orders']);
    });

    it('cancels one that runs, one that waits, and one whose cancellation came first', async () => {
      host.script = async (_, { signal }) => void (await whenAborted(signal));
      await start({ capacity: 1 });
      const [runs, waits, later] = ['orders', 'billing', 'stock'].map((service) => aDeployment({ service }));
      if (!runs || !waits || !later) throw new Error('three were made');
      await control.send('deployment:run', runs);
      await control.send('deployment:run', waits);
      for (const { deploymentId, epoch } of [later, waits, runs])
        await control.send('deployment:cancel', { deploymentId, epoch });
      await control.send('deployment:run', later);
      for (const { deploymentId } of [runs, waits, later])
        expect(await control.untilFinished(deploymentId)).toMatchObject({
          outcome: 'canceled',
          error: { code: 'canceled' },
        });
      expect(host.calls).toEqual(['deploy orders']);
    });

    it('works on as many at once as it has capacity for', async () => {
      let letGo = () => undefined as void;
      const gate = new Promise<void>((resolve) => (letGo = resolve));
      host.script = () => gate;
      await start({ capacity: 2 });
      const frames = ['a1', 'b2', 'c3', 'd4'].map((service) => aDeployment({ service }));
      for (const frame of frames) await control.send('deployment:run', frame);
      await until(() => host.running === 2, 'two run');
      letGo();
      for (const { deploymentId } of frames) await control.untilFinished(deploymentId);
      expect(host.mostAtOnce).toBe(2);
    });

    it('starts earlier releases again while builds take every place', async () => {
      host.script = async ({ release }, { signal }) =>
        void (release === undefined && (await whenAborted(signal)));
      await start({ capacity: 1 });
      const builds = ['orders', 'billing'].map((service) => aDeployment({ service }));
      const push = aDeployment({ service: 'api-gateway', release: randomUUID(), routeRevision: 2 });
      for (const frame of [...builds, push]) await control.send('deployment:run', frame);
      expect(await control.untilFinished(push.deploymentId)).toMatchObject({ outcome: 'succeeded' });
      expect(host.calls).toEqual(['deploy orders', 'deploy api-gateway']);
    });

    it('gives up when the deadline has passed', async () => {
      host.script = async (_, { signal }) => void (await whenAborted(signal));
      await start();
      const frame = aDeployment({ deadlineMs: 50 });
      await control.send('deployment:run', frame);
      expect(await control.untilFinished(frame.deploymentId)).toMatchObject({
        outcome: 'failed',
        error: { code: 'deadline-exceeded' },
      });
    });

    it('ends those that the control plane has given up because the agent stood still', async () => {
      control.leaseMs = 300;
      host.script = async (_, { signal }) => void (await whenAborted(signal));
      await start();
      const frame = aDeployment();
      await control.send('deployment:run', frame);
      await until(() => host.running === 1, 'it runs');
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000); // nothing in this process moves
      expect(await control.untilFinished(frame.deploymentId)).toMatchObject({
        outcome: 'failed',
        error: { code: 'lease-expired' },
      });
    });

    it('says that what ran before still runs where something did, and only there', async () => {
      host.script = async (_, { signal }) => void (await whenAborted(signal));
      await start();
      const messageOf = async (service: string, epoch: number) => {
        const frame = aDeployment({ service, epoch, deadlineMs: 50 });
        await control.send('deployment:run', frame);
        const result = await control.untilFinished(frame.deploymentId);
        return result.outcome === 'succeeded' ? '' : result.error.message;
      };
      expect(await messageOf('orders', 1)).not.toContain('still runs');
      host.observedInstances.push({
        sandboxId: SANDBOX,
        service: 'orders',
        deploymentId: randomUUID(),
        epoch: 1,
        state: 'running',
        releases: [],
      });
      expect(await messageOf('orders', 2)).toContain('What ran before still runs.');
      expect(await messageOf('billing', 1)).not.toContain('still runs');
    });

    it('leaves the secrets among its variables in no log, no error and no file', async () => {
      const TOKEN = 's3cr3t-t0ken-5521';
      const KEY = '-----BEGIN KEY-----\nbGluZS1vZi1rZXk=\n-----END KEY-----\n';
      let letGo = () => undefined as void;
      const gate = new Promise<void>((resolve) => (letGo = resolve));
      host.script = async (request, { reporter }) => {
        expect(request.variables).toEqual({ TOKEN, KEY, GREETING: 'hello' });
        reporter.line('build', 'out', `hello, token is ${TOKEN}`);
        for (const line of KEY.split('\n')) reporter.line('build', 'err', `  ${line}`);
        reporter.line('verify', 'out', JSON.stringify({ KEY }));
        reporter.line('verify', 'out', `last: ${Buffer.from(TOKEN).toString('base64')}`);
        await gate;
        throw new DeployError('container-exited', `its last line: ${TOKEN}`, 'app', false, {
          lines: [`key: ${KEY}`],
        });
      };
      await start();
      const frame = aDeployment({
        variables: { TOKEN, KEY, GREETING: 'hello' },
        secrets: [TOKEN, KEY],
        limits: { memoryMb: 64, cpus: null },
      });
      await control.send('deployment:run', frame);
      await until(() => control.logOf(frame.deploymentId).includes('last: ***'), 'the lines arrive');
      const inTheClear = /s3cr3t|bGluZS|BEGIN|czNjcjN0/;
      for (const file of await readdir(dataDir, { recursive: true, withFileTypes: true })) {
        if (!file.isFile()) continue;
        expect(await readFile(join(file.parentPath, file.name), 'utf8')).not.toMatch(inTheClear);
      }
      letGo();
      expect(await control.untilFinished(frame.deploymentId)).toMatchObject({
        error: { message: 'its last line: ***', details: { lines: ['key: ***'] } },
      });
      expect(control.logOf(frame.deploymentId)).toContain('hello, token is ***');
      expect(
        JSON.stringify([control.eventsOf(frame.deploymentId), control.logOf(frame.deploymentId)]),
      ).not.toMatch(inTheClear);
    });

    it('is taken on once when the wire is cut as its frame arrives, and the hello says so', async () => {
      await start();
      for (let round = 1; round <= 5; round++) {
        const frame = aDeployment({ epoch: round });
        await control.emit('deployment:run', frame);
        const hellos = control.hellos.length;
        await until(
          async () => (await files()).some((name) => name.startsWith(frame.deploymentId)),
          'the frame arrived',
        );
        control.cut();
        await until(() => control.hellos.length > hellos, 'another hello');
        const known = control.hellos.at(-1)?.deployments.map(({ deploymentId }) => deploymentId);
        if (!control.resultOf(frame.deploymentId)) expect(known).toContain(frame.deploymentId);
        expect(await control.send('deployment:run', frame)).toEqual({ ok: true, value: null });
        expect(await control.untilFinished(frame.deploymentId)).toMatchObject({ outcome: 'succeeded' });
      }
      expect(host.calls).toHaveLength(5);
    });

    it('leaves the password in no log, no error and no file', async () => {
      let letGo = () => undefined as void;
      const gate = new Promise<void>((resolve) => (letGo = resolve));
      host.script = async (_, { reporter, credentials }) => {
        expect(credentials?.password).toBe(PASSWORD);
        reporter.line(
          'fetch',
          'err',
          `fatal: could not read ${PASSWORD} from https://ada:${PASSWORD}@git.test/`,
        );
        reporter.line(
          'fetch',
          'err',
          `authorization: Basic ${Buffer.from(`ada:${PASSWORD}`).toString('base64')}`,
        );
        await gate;
        throw new DeployError('git-failed', `git said ${PASSWORD}`, 'app', false, {
          stderr: [`x ${PASSWORD}`],
        });
      };
      await start();
      const frame = aDeployment();
      await control.send('deployment:run', frame);
      await until(() => control.logOf(frame.deploymentId).includes('Basic ***'), 'the lines arrive');
      for (const file of await readdir(dataDir, { recursive: true, withFileTypes: true })) {
        if (!file.isFile()) continue;
        expect(await readFile(join(file.parentPath, file.name), 'utf8')).not.toContain(PASSWORD);
      }
      letGo();
      expect(await control.untilFinished(frame.deploymentId)).toMatchObject({
        error: { message: 'git said ***' },
      });
      const told = JSON.stringify([control.eventsOf(frame.deploymentId), control.logOf(frame.deploymentId)]);
      expect(told).not.toContain(PASSWORD);
      expect(told).not.toContain(Buffer.from(`ada:${PASSWORD}`).toString('base64'));
    });
  });

  describe('the wire', () => {
    const lines = Array.from({ length: 20_000 }, (_, i) => `line ${i} äöü ${'x'.repeat(i % 150)}`);
    const textOf = (log: string) => log.split('\n').map((line) => line.split(' ').slice(3).join(' '));

    it('may be cut at any moment: the log arrives byte for byte, no gap, no overlap', async () => {
      host.script = async (_, { reporter }) => {
        for (const [i, line] of lines.entries()) {
          if (i % 100 === 0) await setImmediate();
          if (i % 4000 === 2000) control.cut();
          await reporter.ready();
          reporter.line('build', 'out', line);
        }
      };
      await start();
      const frame = aDeployment();
      await control.send('deployment:run', frame);
      await until(
        async () => control.hellos.length > 1 && (await files()).length === 0,
        'all is settled',
        20_000,
      );
      expect(textOf(control.logOf(frame.deploymentId)).slice(0, lines.length)).toEqual(lines);
      expect(control.resultOf(frame.deploymentId)?.logBytes).toBe(
        control.logs.get(frame.deploymentId)?.length,
      );
    });

    it('may lose acknowledgements: what is sent again is not kept twice', async () => {
      control.isLosingAcks = true;
      host.script = async (_, { reporter }) =>
        lines.slice(0, 100).forEach((line) => reporter.line('build', 'out', line));
      await start();
      const frame = aDeployment();
      await control.send('deployment:run', frame);
      await until(() => control.logOf(frame.deploymentId).includes('line 99 '), 'the lines arrive');
      control.isLosingAcks = false;
      control.cut();
      await control.untilFinished(frame.deploymentId);
      await until(async () => (await files()).length === 0, 'all is settled');
      expect(textOf(control.logOf(frame.deploymentId)).slice(0, 100)).toEqual(lines.slice(0, 100));
      expect(control.eventsOf(frame.deploymentId)).toHaveLength(4);
    });

    it('may find a control plane that lost the end of its log file: the agent goes back', async () => {
      host.script = async (_, { reporter, signal }) => {
        lines.slice(0, 100).forEach((line) => reporter.line('build', 'out', line));
        await until(() => control.logOf(frame.deploymentId).includes('line 99 '), 'the lines arrive');
        const kept = control.logOf(frame.deploymentId).split('\n').slice(0, 40).join('\n') + '\n';
        control.logs.set(frame.deploymentId, Buffer.from(kept));
        reporter.line('build', 'out', 'the last one');
        signal.throwIfAborted();
      };
      const frame = aDeployment();
      await start();
      await control.send('deployment:run', frame);
      await until(
        async () => control.resultOf(frame.deploymentId) !== undefined && (await files()).length === 0,
        'settled',
      );
      expect(textOf(control.logOf(frame.deploymentId)).slice(0, 101)).toEqual([
        ...lines.slice(0, 100),
        'the last one',
      ]);
    });

    it('may be too narrow for a chunk of control characters: smaller ones follow', async () => {
      await control.close();
      control.maxMessageBytes = 1_000_000;
      await control.listen();
      const escapes = '\u001b'.repeat(10_000);
      host.script = async (_, { reporter }) => {
        for (let i = 0; i < 40; i++) reporter.line('build', 'out', escapes);
      };
      await start();
      const frame = aDeployment();
      await control.send('deployment:run', frame);
      await until(async () => control.received > 0 && (await files()).length === 0, 'all is settled', 20_000);
      expect(control.logOf(frame.deploymentId).split(escapes)).toHaveLength(41);
    });

    it('may belong to a control plane that knows the deployment no longer: its reports are dropped', async () => {
      control.refusal = { code: 'not-found', message: 'There is no such deployment.' };
      await start();
      await control.send('deployment:run', aDeployment());
      await until(async () => control.received > 0 && (await files()).length === 0, 'all is dropped');
    });

    it('may belong to a control plane whose disk is full: its reports are kept until it has room', async () => {
      control.refusal = { code: 'internal', message: 'No room.' };
      await start();
      const frame = aDeployment();
      await control.send('deployment:run', frame);
      await until(() => control.received > 4, 'it tries again');
      control.refusal = undefined;
      await control.untilFinished(frame.deploymentId);
      await until(async () => (await files()).length === 0, 'all is settled');
    });
  });

  describe('a restart', () => {
    it('clears up what was not switched, fails it as agent-restarted, and sends all that was not acknowledged', async () => {
      host.script = () => new Promise(() => undefined);
      const killed = await start();
      const frame = aDeployment();
      await control.send('deployment:run', frame);
      await until(() => control.eventsOf(frame.deploymentId).length === 1, 'the first step is told');

      await control.close();
      control.events.clear();
      await stop(killed); // a deployment that does not end by itself stays unfinished, as after a kill
      host.calls.length = 0;
      await control.listen();
      await start();
      const result = await control.untilFinished(frame.deploymentId);
      expect(result).toMatchObject({
        outcome: 'failed',
        error: { code: 'agent-restarted', retryable: true },
      });
      expect(control.eventsOf(frame.deploymentId).map(({ type }) => type)).toEqual([
        'step-started',
        'step-finished',
        'finished',
      ]);
      expect(host.calls).toEqual(['recover orders']);
      expect(await control.send('deployment:run', frame)).toMatchObject({ ok: true });
      await until(async () => (await files()).length === 0, 'all is settled');
      expect(host.calls).toEqual(['recover orders']);
    });

    it('finishes what had been switched', async () => {
      host.script = () => new Promise(() => undefined);
      await start();
      const frame = aDeployment();
      await control.send('deployment:run', frame);
      await until(() => host.running === 1, 'it runs');
      await stop();
      host.recovers = 'switched';
      await start();
      expect(await control.untilFinished(frame.deploymentId)).toMatchObject({ outcome: 'succeeded' });
      // Also when its journal never got as far as that step: the control plane lets nothing succeed without it.
      expect(control.eventsOf(frame.deploymentId)).toContainEqual(
        expect.objectContaining({ type: 'step-finished', step: 'switch', outcome: 'ok' }),
      );
    });

    it("reports a stopped agent's deployments as agent-restarted when they could clear up in time", async () => {
      host.script = async (_, { signal }) => void (await whenAborted(signal));
      await start();
      const frame = aDeployment();
      await control.send('deployment:run', frame);
      await until(() => host.running === 1, 'it runs');
      await stop();
      await start();
      expect(await control.untilFinished(frame.deploymentId)).toMatchObject({
        error: { code: 'agent-restarted' },
      });
      expect(host.calls).toEqual(['deploy orders']);
    });

    it('waits for the engine before it clears up, and holds newer work on the instance back', async () => {
      host.script = () => new Promise(() => undefined);
      await start();
      await control.send('deployment:run', aDeployment({ epoch: 1 }));
      await until(() => host.running === 1, 'it runs');
      await stop();
      host.isEngineUp = false;
      host.script = async () => undefined;
      host.calls.length = 0;
      await start();
      const newer = aDeployment({ epoch: 2 });
      await until(() => control.hellos.length === 2, 'a second hello');
      await control.send('deployment:run', newer);
      expect(host.calls).toEqual([]);
      host.isEngineUp = true;
      await control.untilFinished(newer.deploymentId);
      expect(host.calls).toEqual(['recover orders', 'deploy orders']);
    });
  });

  describe('instances', () => {
    const running = (service: string) => ({
      sandboxId: SANDBOX,
      service,
      deploymentId: randomUUID(),
      epoch: 1,
      state: 'running' as const,
      releases: [],
    });

    it('are told when a container changes, and are unknown while the engine is away', async () => {
      host.observedInstances.push(running('orders'));
      await start();
      await until(() => control.observed.at(-1)?.instances[0]?.state === 'running', 'it is seen');
      Object.assign(host.observedInstances[0] ?? {}, { state: 'exited' });
      host.tellEvent({} as never);
      await until(() => control.observed.at(-1)?.instances[0]?.state === 'exited', 'its end is seen');
      host.isEngineUp = false;
      host.tellGap();
      await until(() => control.observed.at(-1)?.instances[0]?.state === 'unknown', 'it is unknown');
      host.isEngineUp = true;
      await until(() => control.observed.at(-1)?.instances[0]?.state === 'exited', 'it is seen again');
    });

    it('have their ports looked at while one is exchanged, and again after it', async () => {
      let letGo = () => undefined as void;
      const gate = new Promise<void>((resolve) => (letGo = resolve));
      host.script = async (_, { reporter }) => {
        reporter.stepStarted('verify');
        host.tellEvent({} as never);
        const { length } = control.observed;
        const { repoints } = host;
        await until(() => control.observed.length > length, 'the event was looked into');
        expect(host.repoints).toBeGreaterThan(repoints);
        await gate;
        reporter.stepFinished('verify', 1, 'ok');
      };
      await start();
      const frame = aDeployment();
      await control.send('deployment:run', frame);
      letGo();
      expect(await control.untilFinished(frame.deploymentId)).toMatchObject({ outcome: 'succeeded' });
      const { repoints } = host;
      host.observedInstances.push({ ...running('orders'), deploymentId: frame.deploymentId });
      await until(() => control.observed.at(-1)?.instances.length === 1, 'the new one is seen');
      expect(host.repoints).toBeGreaterThan(repoints);
    });

    it('obey commands, each after ending older work on the instance', async () => {
      host.script = async (_, { signal }) => void (await whenAborted(signal));
      await start();
      const frame = aDeployment({ epoch: 1 });
      await control.send('deployment:run', frame);
      await until(() => host.running === 1, 'it runs');
      for (const [i, verb] of (['remove', 'stop', 'start', 'restart'] as const).entries()) {
        const command = { sandboxId: SANDBOX, service: 'orders', epoch: 2 + i };
        expect(await control.send(`instance:${verb}`, command)).toEqual({ ok: true, value: null });
      }
      expect(await control.untilFinished(frame.deploymentId)).toMatchObject({ outcome: 'canceled' });
      expect(host.calls).toEqual([
        'deploy orders',
        'remove orders',
        'stop orders',
        'start orders',
        'restart orders',
      ]);
    });

    it("are brought to the control plane's truth, but for those that moved on since", async () => {
      for (const service of ['down', 'up', 'gone', 'newer']) host.observedInstances.push(running(service));
      Object.assign(host.observedInstances[0] ?? {}, { state: 'exited' });
      host.portEntries
        .set(21001, { target: null, isParked: true })
        .set(21999, { target: null, isParked: true });
      host.script = async (_, { signal }) => void (await whenAborted(signal));
      await start();
      await control.send('instance:stop', { sandboxId: SANDBOX, service: 'newer', epoch: 9 });
      const orphan = aDeployment();
      await control.send('deployment:run', orphan);
      await until(() => host.running === 1, 'it runs');
      host.calls.length = 0;
      const wanted = (service: string, desired: string) => ({
        sandboxId: SANDBOX,
        service,
        epoch: 1,
        desired,
        hostPort: 21001,
      });
      await control.send('reconcile', {
        instances: [wanted('down', 'running'), wanted('up', 'stopped'), wanted('newer', 'running')],
        active: [],
      });
      expect(await control.untilFinished(orphan.deploymentId)).toMatchObject({ outcome: 'canceled' });
      expect(host.calls).toEqual(['start down', 'stop up', 'remove gone']);
      expect([...host.portEntries.keys()]).toEqual([21001]);
    });

    it('are reconciled again when the engine is back', async () => {
      host.observedInstances.push({ ...running('down'), state: 'exited' });
      host.isEngineUp = false;
      await start();
      const instances = [
        { sandboxId: SANDBOX, service: 'down', epoch: 1, desired: 'running', hostPort: 21001 },
      ];
      expect(await control.send('reconcile', { instances, active: [] })).toEqual({ ok: true, value: null });
      expect(host.calls).toEqual([]);
      host.isEngineUp = true;
      host.tellGap();
      await until(() => host.calls.includes('start down'), 'it is started');
    });

    it('tell what they use, those that are current, and nothing while the engine is away', async () => {
      const orders = running('orders');
      const sample = (takenAt: number, cpuNanoseconds: number, deploymentId = orders.deploymentId) => ({
        id: deploymentId,
        identity: { ...orders, deploymentId },
        takenAt,
        cpuNanoseconds,
        memoryBytes: 7,
        memoryLimitBytes: 10,
      });
      const candidate = randomUUID();
      host.observedInstances.push(orders);
      host.usage.push(
        [sample(0, 0), sample(0, 0, candidate)],
        [sample(1_000, 250e6), sample(1_000, 1e9, candidate)],
      );
      jest.useFakeTimers({
        doNotFake: ['performance', 'nextTick', 'setImmediate', 'setTimeout', 'clearTimeout'],
      });
      try {
        await start();
        await until(() => control.observed.length > 0, 'it is seen');
        jest.advanceTimersByTime(5_000);
        await until(() => host.usage.length === 1, 'a first look');
        await setImmediate();
        jest.advanceTimersByTime(5_000);
        await until(() => control.stats.length === 1, 'a report');
        host.isEngineUp = false;
        jest.advanceTimersByTime(5_000);
        host.isEngineUp = true;
        jest.advanceTimersByTime(5_000);
        expect(control.stats).toHaveLength(1);
      } finally {
        jest.useRealTimers();
      }
      expect(control.stats[0]?.samples).toEqual([
        {
          sandboxId: SANDBOX,
          service: 'orders',
          at: expect.any(String),
          cpus: 0.25,
          memoryBytes: 7,
          memoryLimitBytes: 10,
        },
      ]);
    });

    it('are compared with their branch, and show what they printed', async () => {
      host.output.push({ at: '2026-01-01T00:00:00.000000000Z', stream: 'out', text: 'hello' });
      await start();
      const about = { sandboxId: SANDBOX, service: 'orders' };
      expect(await control.send('instance:output', { ...about, tail: 10, search: 'h' })).toEqual({
        ok: true,
        value: { lines: [{ at: '2026-01-01T00:00:00.000000000Z', stream: 'out', text: 'hello' }] },
      });
      expect(await control.send('instance:output', { ...about, tail: 10, since: 'yesterday' })).toMatchObject(
        {
          ok: false,
          error: { code: 'invalid-input' },
        },
      );
      const credentials = { username: 'ada', password: PASSWORD };
      const compare = { repository: 'orders', branch: 'main', running: COMMIT.id, credentials };
      expect(await control.send('commits:compare', compare)).toMatchObject({
        ok: true,
        value: { head: COMMIT, aheadOfRunning: 0, defaultBranch: 'main', behindDefault: 0 },
      });
    });

    it('send their output to those who follow, until told to stop', async () => {
      host.output.push({ at: '2026-01-01T00:00:00Z', stream: 'out', text: 'hello' });
      await start();
      const streamId = randomUUID();
      await control.send('instance:logs', { sandboxId: SANDBOX, service: 'orders', streamId, tail: 10 });
      await until(() => control.instanceLines.length === 1, 'a batch');
      expect(control.instanceLines[0]).toMatchObject({ streamId, lines: [{ text: 'hello' }] });
      expect(await control.send('instance:logs-stop', { streamId })).toEqual({ ok: true, value: null });
    });
  });
});
